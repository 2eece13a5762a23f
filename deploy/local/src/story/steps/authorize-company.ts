import { storyAccount } from '../../town/index.js';
import { assertThat, type StoryContext } from '../story-context.js';
import { textOf } from '../visitor.js';

/** The customer comes from the company's page, signs in, reads the consent page, approves, and is back at the company. */
export async function authorizeCompany(story: StoryContext): Promise<void> {
  const company = story.need('company');
  const { visitor } = story;
  const signIn = await visitor.open(company.connectUrl);
  assertThat(
    signIn.status === 200 && signIn.url.pathname === '/sign-in',
    `The company's link should lead to the sign-in page, not to ${signIn.url.pathname} (${signIn.status}): ${textOf(signIn.html)}`,
  );
  const { userName, password } = storyAccount;
  const consent = await visitor.submit(signIn, /\/sign-in$/, { enter: { userName, password } });
  assertThat(
    consent.status === 200 && consent.url.pathname.startsWith('/consent/'),
    `Signing in should lead to the consent page, not to ${consent.url.pathname} (${consent.status}): ${textOf(consent.html)}`,
  );
  story.say(`${storyAccount.displayName} signed in and reads what Sunny Savings asks for.`);
  const back = await visitor.submit(consent, /\/consent\//, { tickAll: ['usagePointIds'], press: 'approve' });
  assertThat(
    back.status === 200 && back.url.origin === company.url && company.grant !== undefined,
    `Approving should lead back to the company with a code that it can exchange; it led to ${back.url.origin}${back.url.pathname} (${back.status}): ${textOf(back.html)}`,
  );
  story.grant = company.grant;
  assertThat(company.grant.resourceUri.startsWith(story.espi), 'The token answer should name the resourceURI of this utility.');
  story.say('She approved; the company exchanged the code for tokens (PKCE).');
}
