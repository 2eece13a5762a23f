import { hrefs } from '../reader/read-feed.js';
import { parseTimestamp } from '../time/timestamp.js';
import { eachEntry, nameOf, repeated, type Rule } from './rule.js';

const URN = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Atom dates of certification are UTC; a fraction of a second is allowed. */
const isUtc = (text: string | undefined): boolean => text !== undefined && parseTimestamp(text.replace(/\.\d+Z$/, 'Z')) !== undefined;

/** What the feed itself and all entries owe. */
export const FEED_RULES: readonly Rule[] = [
  { tests: 'D000-D004', block: 1, must: 'the feed has entries', check: ({ feed }) => (feed.entries.length > 0 ? [] : ['feed']) },
  {
    tests: 'D000-D004',
    block: 1,
    must: 'the feed has an id that is a URN',
    check: ({ feed }) => (URN.test(feed.id ?? '') ? [] : ['feed']),
  },
  { tests: 'D000-D004', block: 1, must: 'the feed has a title', check: ({ feed }) => (feed.title ? [] : ['feed']) },
  { tests: 'D000-D004', block: 1, must: 'the feed has updated, in UTC', check: ({ feed }) => (isUtc(feed.updated) ? [] : ['feed']) },
  {
    tests: 'D000-D004',
    block: 1,
    must: 'every entry has an id that is a URN',
    check: ({ feed }) => feed.entries.filter(({ id }) => !URN.test(id ?? '')).map(nameOf),
  },
  { tests: 'own', block: 1, must: 'no id stands twice', check: ({ feed }) => repeated(feed.entries.map(({ id }) => id ?? '')) },
  {
    tests: 'D144',
    block: 1,
    must: 'all dates are in UTC',
    check: ({ feed }) =>
      feed.entries.filter(({ published, updated }) => [published, updated].some((date) => date !== undefined && !isUtc(date))).map(nameOf),
  },
];

/** What each entry of a kind owes by being an Atom entry of ESPI: presence and the links to itself and upwards. */
export function entryRules(kind: string, tests: string, block: number): readonly Rule[] {
  const rule = (must: string) => ({ tests, block, must: `${kind}: ${must}` });
  return [
    eachEntry(kind, rule('has an id'), ({ id }) => !id),
    eachEntry(kind, rule('has a title'), ({ title }) => !title),
    eachEntry(kind, rule('has published'), ({ published }) => !published),
    eachEntry(kind, rule('has updated'), ({ updated }) => !updated),
    eachEntry(kind, rule('has one self link'), (entry) => hrefs(entry, 'self').length !== 1),
    { ...rule('self links are unique'), check: (feed) => repeated(feed.of(kind).flatMap((entry) => hrefs(entry, 'self'))) },
    eachEntry(kind, rule('has one up link'), (entry) => hrefs(entry, 'up').length !== 1),
  ];
}
