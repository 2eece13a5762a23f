import { eventually } from '../patient-fetch.js';
import { assertThat, type StoryContext } from '../story-context.js';
import { textOf } from '../visitor.js';
import { namesOne } from './await-notification.js';
import { authorizationPage } from './read-releases.js';

/** The customer revokes in the portal: the next fetch and the refresh token are refused, and the company is told. */
export async function revoke(story: StoryContext): Promise<void> {
  const company = story.need('company');
  const grant = story.need('grant');
  const toldBefore = company.notifications.length;
  const question = await story.visitor.open(`${authorizationPage(story)}/revoke`);
  const done = await story.visitor.submit(question, /\/revoke$/);
  assertThat(done.status === 200, `Revoking should end on the page of the authorization; it answered ${done.status}: ${textOf(done.html)}`);
  story.say('She revoked the authorization in the portal.');

  const answer = await company.client.get(grant.resourceUri, grant.accessToken);
  await answer.body?.cancel();
  assertThat(
    answer.status === 401 || answer.status === 403,
    `After the revocation the feed should answer 401 or 403, not ${answer.status}.`,
  );
  const refusal = await company.client.refresh(grant).then(
    () => undefined,
    (error: unknown) => (error as { error?: string }).error ?? String(error),
  );
  assertThat(
    refusal === 'invalid_grant',
    `After the revocation the refresh token should be refused with invalid_grant, not ${refusal ?? 'be accepted'}.`,
  );
  story.figures.refusedAfterRevoke = true;
  story.say(`The company's next fetch is refused (${answer.status}), and so is its refresh token.`);

  await eventually('The company should be notified of the revocation.', () => namesOne(story, toldBefore, [grant.authorizationUri]));
  story.say('The company was notified of the revocation.');
}
