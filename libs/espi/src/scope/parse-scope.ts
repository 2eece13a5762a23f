import { ADDITIONAL_SCOPES, BLOCK_DURATIONS, ScopeError, type AdditionalScope, type BlockDuration, type EspiScope } from './espi-scope.js';

/** String256 in the XSD of ApplicationInformation and Authorization. */
const MAX_LENGTH = 256;
/** RFC 6749 section 3.3 `scope-token` without `"` and `\`; a blank would split the scope in every OAuth library. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
const WHOLE_NUMBER = /^(?:0|[1-9][0-9]{0,14})$/;
const NAMED_PERIOD = /^[A-Za-z][A-Za-z0-9]*$/;
const BULK_ID = /^[A-Za-z0-9-]+$/;

type Fields = { -readonly [K in keyof EspiScope]: EspiScope[K] };

/** One reader per known term; keys are compared without letter case, because the field varies (`historyLength`). */
const READERS: Record<string, (fields: Fields, value: string, term: string) => void> = {
  fb: (fields, value, term) => {
    fields.functionBlocks = ascending(value.split('_').map((part) => functionBlock(part, term)));
  },
  additionalscope: (fields, value, term) => {
    const named = value.split('_').map((part) => additionalScope(part, term));
    fields.additionalScopes = ADDITIONAL_SCOPES.filter((name) => named.includes(name));
  },
  intervalduration: (fields, value, term) => {
    fields.intervalDurations = [...new Set(value.split('_').map((part) => duration(part, term)))].sort(byDuration);
  },
  blockduration: (fields, value, term) => {
    const known = BLOCK_DURATIONS.find((name) => name.toLowerCase() === value.toLowerCase());
    if (known === undefined) throw new ScopeError(term, `BlockDuration must be one of ${BLOCK_DURATIONS.join(', ')}, not "${value}"`);
    fields.blockDuration = known satisfies BlockDuration;
  },
  historylength: (fields, value, term) => {
    fields.historyLength = whole(value, term, 'HistoryLength (seconds)');
  },
  subscriptionfrequency: (fields, value, term) => {
    if (!NAMED_PERIOD.test(value)) throw new ScopeError(term, `SubscriptionFrequency must be a named period, not "${value}"`);
    fields.subscriptionFrequency = value;
  },
  accountcollection: (fields, value, term) => {
    fields.accountCollection = whole(value, term, 'AccountCollection');
  },
  br: (fields, value, term) => {
    if (!BULK_ID.test(value)) throw new ScopeError(term, `BR must hold letters, digits and hyphens only, not "${value}"`);
    fields.bulkId = value;
  },
};

/**
 * Takes an ESPI scope string apart (`FB=4_5;IntervalDuration=900_3600;BlockDuration=daily;HistoryLength=94608000`).
 * Unknown terms are kept in `additional`; known ones may come in any order, each once.
 * @throws ScopeError that names the term and what is wrong with it.
 */
export function parseScope(text: string): EspiScope {
  if (text.length === 0) throw new ScopeError(text, 'the scope is empty; it needs at least the term FB, for example FB=4_5');
  if (text.length > MAX_LENGTH) throw new ScopeError(text, `the scope is longer than ${MAX_LENGTH} characters`);
  if (!SCOPE_TOKEN.test(text))
    throw new ScopeError(text, 'the scope holds a blank, a quote, a backslash or a character outside ASCII; write its terms with ";" only');
  const fields: Fields = { functionBlocks: [], additional: [] };
  const seen = new Set<string>();
  for (const term of text.split(';')) {
    const at = term.indexOf('=');
    if (at < 1 || at === term.length - 1) throw new ScopeError(term, `each term reads key=value, "${term}" does not`);
    const key = term.slice(0, at);
    const value = term.slice(at + 1);
    const lower = key.toLowerCase();
    const reader = Object.hasOwn(READERS, lower) ? READERS[lower] : undefined;
    if (reader && seen.has(lower)) throw new ScopeError(term, `${key} is stated twice`);
    seen.add(lower);
    if (reader) reader(fields, value, term);
    else fields.additional = [...fields.additional, { key, value }];
  }
  if (fields.functionBlocks.length === 0)
    throw new ScopeError(text, 'the term FB with at least one function block is missing, for example FB=4_5');
  return fields;
}

function functionBlock(part: string, term: string): number {
  const number = whole(part, term, 'FB');
  if (number < 1 || number > 999) throw new ScopeError(term, `FB lists numbers from 1 on, joined by "_", not "${part}"`);
  return number;
}

function additionalScope(part: string, term: string): AdditionalScope {
  const known = ADDITIONAL_SCOPES.find((name) => name.toLowerCase() === part.toLowerCase());
  if (known === undefined) throw new ScopeError(term, `AdditionalScope lists ${ADDITIONAL_SCOPES.join(', ')} joined by "_", not "${part}"`);
  return known;
}

function whole(value: string, term: string, what: string): number {
  if (!WHOLE_NUMBER.test(value)) throw new ScopeError(term, `${what} takes whole numbers without leading zeros, not "${value}"`);
  return Number(value);
}

function duration(part: string, term: string): number | string {
  if (WHOLE_NUMBER.test(part)) return Number(part);
  if (NAMED_PERIOD.test(part)) return part;
  throw new ScopeError(term, `IntervalDuration lists seconds or named periods joined by "_", not "${part}"`);
}

const ascending = (numbers: number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

function byDuration(a: number | string, b: number | string): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
