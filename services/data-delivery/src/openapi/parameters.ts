import type { Schema } from './schema-parts.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

const time: Schema = {
  type: 'string',
  format: 'date-time',
  examples: ['2026-01-31T08:00:00Z'],
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$',
};
/** The times of the standard: also as clients written for PG&E send them. */
const timeOrSeconds: Schema = {
  type: 'string',
  examples: ['2026-01-31T08:00:00Z', '1769846400'],
  pattern: '^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ|[1-9]\\d{9})$',
};
const SECONDS = 'UTC; whole seconds since 1970 as ten digits are taken too.';
const query = (name: string, schema: Schema, description: string): Parameter => ({ name, in: 'query', description, schema });
const header = (name: string, description: string): Parameter => ({ name, in: 'header', description, schema: { type: 'string' } });

/** The query of every feed. */
export const FEED_QUERY: readonly Parameter[] = [
  query('published-min', timeOrSeconds, `Readings from this time of use on. ${SECONDS}`),
  query('published-max', timeOrSeconds, `Readings before this time of use. ${SECONDS}`),
  query('updated-min', timeOrSeconds, `Entries that changed from this moment on: the change cursor. ${SECONDS}`),
  query('updated-max', timeOrSeconds, `Entries that changed before this moment. ${SECONDS}`),
  query('max-results', { type: 'integer', minimum: 0 }, 'At most so many entries.'),
  query('depth', { type: 'integer', minimum: 0 }, 'At most so many entries, as the standard also calls it.'),
  query('start-index', { type: 'integer', minimum: 1 }, 'The first entry.'),
  query('start-after', { type: 'string', pattern: '^urn:uuid:' }, 'Go on after the entry of this id.'),
  query('asOf', time, 'Readings as they were known at the end of this second.'),
];

/** What only a Batch takes. */
export const BATCH_PARAMETERS: readonly Parameter[] = [
  query('correlationID', { type: 'string', pattern: '^[\\w.:-]{1,100}$' }, 'Ties request, notification and prepared result.'),
  header('prefer', '`respond-async` has the batch prepared in the background.'),
  header('range', 'Bytes of a prepared result.'),
  header('if-range', 'The ETag that the range is of.'),
  header('x-transaction', 'A label that is handed back.'),
];

export const CONDITIONS: readonly Parameter[] = [
  header('if-none-match', 'ETags that are known already.'),
  header('if-modified-since', 'Counts without if-none-match only.'),
];

export const pathParameter = (name: string): Parameter => ({ name, in: 'path', required: true, schema: { type: 'string' } });
