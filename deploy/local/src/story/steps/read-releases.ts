import { assertThat, type StoryContext } from '../story-context.js';
import type { VisitedPage } from '../visitor.js';

/** The page "who received what, when" lists the release. */
export async function readReleases(story: StoryContext): Promise<void> {
  const page = await story.visitor.open(authorizationPage(story));
  const releases = [...page.html.matchAll(/data-release-id="([^"]+)"/g)];
  assertThat(
    page.status === 200 && releases.length > 0,
    `The customer's page should list what the company received; it answered ${page.status} with ${releases.length} releases.`,
  );
  const listed = releasedReadings(page);
  const { readings } = story.need('feed');
  assertThat(
    listed.length === 0 || listed.includes(readings),
    `The page should tell of a release of ${readings} readings; it tells of ${listed.join(', ')}.`,
  );
  story.figures.releases = releases.length;
  story.say(`"Who received what, when" lists ${releases.length} release${releases.length === 1 ? '' : 's'} to Sunny Savings.`);
}

/** The page of the authorization that the company holds, in the portal. */
export function authorizationPage(story: StoryContext): string {
  const id = story.need('grant').authorizationUri.split('/').at(-1)!;
  return `${story.stack.origin}/authorizations/${id}`;
}

const releasedReadings = ({ html }: VisitedPage): number[] =>
  [...html.matchAll(/data-readings="(\d+)"/g)].map(([, count]) => Number(count));
