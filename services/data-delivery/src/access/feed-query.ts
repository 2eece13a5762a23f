import { ProblemError } from '@greenledger/contracts';
import { parseTimestamp } from '@greenledger/espi';

/** Query of a resource. Times in seconds since 1970-01-01 UTC, half-open windows. */
export interface FeedQuery {
  readonly publishedMin?: number;
  readonly publishedMax?: number;
  readonly updatedMin?: number;
  readonly updatedMax?: number;
  /** Entries: of a Batch the blocks, which come beside the structural entries; else what the collection holds. */
  readonly maxResults?: number;
  /** 1-based. */
  readonly startIndex?: number;
  /** The standard calls it a number of entries as well: the smaller of it and `max-results` counts. */
  readonly depth?: number;
  /** Atom id of the entry after which to go on. */
  readonly startAfter?: string;
  /** Readings as they were known at the end of this second. */
  readonly asOf?: number;
}

/** The times of the standard; `asOf` is ours, and no client of long ago sends it. */
const TIMES = {
  'published-min': 'publishedMin',
  'published-max': 'publishedMax',
  'updated-min': 'updatedMin',
  'updated-max': 'updatedMax',
} as const;
const NUMBERS = { 'max-results': 'maxResults', 'start-index': 'startIndex', depth: 'depth' } as const;
const ATOM_ID = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WHOLE_NUMBER = /^\d{1,9}$/;
/**
 * What clients written for PG&E send in place of the documented form (JPHutchins/pgesmd_self_access, `published-min=1571295600`), and so
 * it is taken from everybody: nothing else looks like it. Ten digits are 2001-09-09 to 2286-11-20; milliseconds have more.
 */
const EPOCH_SECONDS = /^[1-9]\d{9}$/;

const UTC_TIME = 'a UTC time of the form 2026-01-31T08:00:00Z';

type Raw = Readonly<Record<string, unknown>>;

/**
 * Reads the query of a feed; what it does not know is ignored (certification QRY001, QRY002).
 * @throws ProblemError `invalid-parameter` that names the parameter and the form it takes.
 */
export function parseFeedQuery(raw: Raw): FeedQuery {
  const query: { -readonly [K in keyof FeedQuery]: FeedQuery[K] } = {};
  for (const [name, field] of Object.entries(TIMES)) {
    const text = single(raw, name);
    if (text === undefined) continue;
    const seconds = EPOCH_SECONDS.test(text) ? Number(text) : parseTimestamp(text);
    if (seconds === undefined) throw invalid(name, `takes ${UTC_TIME}, or whole seconds since 1970 as ten digits`);
    query[field] = seconds;
  }
  const asOf = single(raw, 'asOf');
  if (asOf !== undefined) {
    const seconds = parseTimestamp(asOf);
    if (seconds === undefined) throw invalid('asOf', `takes ${UTC_TIME}`);
    query.asOf = seconds;
  }
  for (const [name, field] of Object.entries(NUMBERS)) {
    const text = single(raw, name);
    if (text === undefined) continue;
    const number = Number(text);
    if (!WHOLE_NUMBER.test(text)) throw invalid(name, 'takes a whole number from 0 on');
    if (name === 'start-index' && number === 0) throw invalid(name, 'counts from 1');
    query[field] = number;
  }
  const after = single(raw, 'start-after');
  if (after !== undefined) {
    if (!ATOM_ID.test(after)) throw invalid('start-after', 'takes the id of an entry, urn:uuid: and a UUID in lower case');
    if (query.startIndex !== undefined) throw invalid('start-after', 'does not go together with start-index');
    query.startAfter = after;
  }
  ascending('published', query.publishedMin, query.publishedMax);
  ascending('updated', query.updatedMin, query.updatedMax);
  return query;
}

function single(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw invalid(name, 'may stand once only');
  return value;
}

function ascending(name: string, min: number | undefined, max: number | undefined): void {
  if (min !== undefined && max !== undefined && min > max) throw invalid(`${name}-min`, `must not be later than ${name}-max`);
}

const invalid = (parameter: string, rule: string): ProblemError =>
  new ProblemError('invalid-parameter', `The parameter ${parameter} ${rule}.`, { parameter });
