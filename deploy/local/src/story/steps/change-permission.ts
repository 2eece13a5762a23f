import { eventually } from '../patient-fetch.js';
import { assertThat, type StoryContext } from '../story-context.js';
import { textOf } from '../visitor.js';
import { namesOne } from './await-notification.js';
import { authorizationPage } from './read-releases.js';

const DAYS = 30;

/** The customer lets the permission end earlier, in place: she sees the difference first. The company's token goes on. */
export async function changePermission(story: StoryContext): Promise<void> {
  const company = story.need('company');
  const grant = story.need('grant');
  const toldBefore = company.notifications.length;
  const form = await story.visitor.open(`${authorizationPage(story)}/edit`);
  const until = new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10);
  const difference = await story.visitor.submit(form, /\/edit$/, { enter: { until }, press: 'review' });
  assertThat(
    difference.status === 200 && difference.html.includes('change-list removed'),
    `The page should show what would be different before anything changes; it answered ${difference.status}: ${textOf(difference.html)}`,
  );
  const done = await story.visitor.submit(difference, /\/edit$/, { press: 'confirm' });
  assertThat(
    done.status === 200 && done.url.searchParams.get('notice') === 'changed',
    `The change should lead back to the permission, not to ${done.url.pathname}${done.url.search} (${done.status}): ${textOf(done.html)}`,
  );
  // HEAD, because it releases nothing.
  const answer = await company.client.head(grant.resourceUri, grant.accessToken);
  assertThat(answer.status === 200, `After a change in place the same token should go on; it was answered ${answer.status}.`);
  await eventually('The company should be notified of the change.', () => namesOne(story, toldBefore, [grant.authorizationUri]));
  story.say('She lets the permission end earlier, in place: she saw the difference first, the company was told, its token goes on.');
}
