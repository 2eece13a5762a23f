import { expectedReadings, storyAccount } from '../../town/index.js';
import type { FeedSummary } from '../../company/index.js';
import { assertThat, type StoryContext } from '../story-context.js';

/** The company fetches the feed; its readings are those that were imported for the customer, value by value in the sum. */
export async function fetchFeed(story: StoryContext): Promise<void> {
  const { client } = story.need('company');
  const grant = story.need('grant');
  const since = await publishedSince(story);
  const feed = await withSecondTry(() => client.fetchFeed(grant));
  story.feed = feed;
  story.figures.readingsDelivered = feed.readings;
  const expected = expectedReadings(story.need('town'), storyAccount.customerNumber!, since);
  assertThat(
    feed.readings === expected.readings,
    `The feed should hold the ${expected.readings} readings that were imported for the customer; it holds ${feed.readings}.`,
  );
  const sums = { KWH: sumOf(feed, '72', '1', 0), GKWH: sumOf(feed, '72', '19', 0), THERM: sumOf(feed, '169', '1', 3) };
  for (const unit of ['KWH', 'GKWH', 'THERM'] as const) {
    assertThat(
      sums[unit] === expected.sums[unit],
      `The ${unit} of the feed should add up to ${expected.sums[unit]} thousandths; they add up to ${sums[unit]}.`,
    );
  }
  story.say(
    `The company fetched ${feed.readings} readings of ${feed.usagePoints} usage points (${feed.bytes} bytes); count and sums are those of the imported files.`,
  );
}

/** Start of the publishedPeriod as the Authorization resource tells it, seconds since 1970-01-01 UTC. */
async function publishedSince(story: StoryContext): Promise<number> {
  const grant = story.need('grant');
  const { client } = story.need('company');
  // An Authorization opens to the company's own token, not to a customer's (ESPI token kinds).
  const answer = await client.get(grant.authorizationUri, await client.clientToken());
  const xml = await answer.text();
  const start = /<(?:\w+:)?publishedPeriod>[\s\S]*?<(?:\w+:)?start>(\d+)</.exec(xml)?.[1];
  assertThat(
    answer.status === 200 && start !== undefined,
    `The Authorization should tell its publishedPeriod to the company's own token; it answered ${answer.status}: ${xml.slice(0, 200)}`,
  );
  return Number(start);
}

/** Sum in units of 10^-digits; energy in the feed may come in several interval lengths. */
function sumOf({ sums }: FeedSummary, uom: string, flowDirection: string, digits: number): number {
  const fitting = sums.filter((entry) => entry.uom === uom && entry.flowDirection === flowDirection);
  return fitting.reduce((total, entry) => total + Math.round(entry.sum * 10 ** (Number(entry.powerOfTenMultiplier) + digits)), 0);
}

/** A feed that breaks off because its service was killed is fetched once more from the start. */
async function withSecondTry<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const cutOff = error instanceof TypeError || /unclosed|unexpected end|terminated/i.test((error as Error).message);
    if (!cutOff) throw error;
    return work();
  }
}
