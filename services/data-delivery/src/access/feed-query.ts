import { ProblemError } from '@greenledger/contracts';
import { parseTimestamp } from '@greenledger/espi';

/** Query of a Batch resource. Times in seconds since 1970-01-01 UTC, half-open windows. */
export interface FeedQuery {
  readonly publishedMin?: number;
  readonly publishedMax?: number;
  readonly updatedMin?: number;
  readonly updatedMax?: number;
  /** Entries after the structural ones, that is blocks. */
  readonly maxResults?: number;
  /** 1-based. */
  readonly startIndex?: number;
}

const TIMES = {
  'published-min': 'publishedMin',
  'published-max': 'publishedMax',
  'updated-min': 'updatedMin',
  'updated-max': 'updatedMax',
} as const;
const NUMBERS = { 'max-results': 'maxResults', 'start-index': 'startIndex', depth: undefined } as const;
const WHOLE_NUMBER = /^\d{1,9}$/;

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
    const seconds = parseTimestamp(text);
    if (seconds === undefined) throw invalid(name, 'takes a UTC time of the form 2026-01-31T08:00:00Z');
    query[field] = seconds;
  }
  for (const [name, field] of Object.entries(NUMBERS)) {
    const text = single(raw, name);
    if (text === undefined) continue;
    const number = Number(text);
    if (!WHOLE_NUMBER.test(text)) throw invalid(name, 'takes a whole number from 0 on');
    if (name === 'start-index' && number === 0) throw invalid(name, 'counts from 1');
    if (field) query[field] = number;
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
