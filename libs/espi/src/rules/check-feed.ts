import { readFeed, type ReadFeed } from '../reader/read-feed.js';
import { FEED_RULES } from './atom-rules.js';
import { INTERVAL_RULES } from './interval-rules.js';
import { COMBINATION_RULES, READING_TYPE_RULES } from './reading-type-rules.js';
import { FeedIndex, type Rule } from './rule.js';
import { STRUCTURE_RULES, UNCERTIFIED_RULES } from './structure-rules.js';
import { QUALITY_SUMMARY_RULES, USAGE_SUMMARY_RULES } from './summary-rules.js';

/** Every rule for a usage feed (Batch/Subscription, Batch/Bulk, Download My Data). */
export const RULES: readonly Rule[] = [
  ...FEED_RULES,
  ...STRUCTURE_RULES,
  ...INTERVAL_RULES,
  ...READING_TYPE_RULES,
  ...COMBINATION_RULES,
  ...USAGE_SUMMARY_RULES,
  ...QUALITY_SUMMARY_RULES,
  ...UNCERTIFIED_RULES,
];

/** Function blocks that every usage feed is held to. */
export const COMMON_BLOCKS = [1, 4] as const;

/** A broken rule and where. */
export interface Finding {
  readonly rule: Rule;
  readonly places: readonly string[];
}

/**
 * Holds a usage feed to the data tests of the function blocks that it claims.
 * @param blocks as claimed; 1 and 4 always count
 * @throws XmlSyntaxError when the text is no well-formed XML, RangeError when it is no feed
 */
export function checkFeed(feed: string | ReadFeed, blocks: readonly number[]): readonly Finding[] {
  const index = new FeedIndex(typeof feed === 'string' ? readFeed(feed) : feed);
  const claimed = new Set([...COMMON_BLOCKS, ...blocks]);
  return RULES.filter(({ block }) => claimed.has(block)).flatMap((rule) => {
    const places = rule.check(index);
    return places.length === 0 ? [] : [{ rule, places }];
  });
}

/** What was found, a line for each rule, for people. */
export const findingText = ({ rule, places }: Finding): string =>
  `${rule.tests} (FB ${rule.block}) ${rule.must}: ${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${places.length - 3} more` : ''}`;
