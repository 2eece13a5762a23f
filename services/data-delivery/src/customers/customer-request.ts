import { ProblemError } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { Paging } from '../release/paging.js';
import type { CustomerEntry } from './customer-entries.js';

/** What a request for customer records asks for, as far as its path tells. */
export interface CustomerRequest {
  /** As the release record names it: `{id}` stands for ids. */
  readonly name: string;
  /** Path below `RetailCustomer/{id}`; undefined: everything in one feed. */
  readonly path?: string;
  /** One entry as a document of its own, or a feed. */
  readonly single: boolean;
}

/** Everything of one authorization. */
export const CUSTOMER_BATCH: CustomerRequest = { name: 'Batch/RetailCustomer', single: false };

/** One authorization's part of a bulk feed. */
export const CUSTOMER_BULK_PART: CustomerRequest = { name: 'Batch/BulkRetailCustomerInfo', single: false };

/** A path below `RetailCustomer/{id}`: names stand at even places, ids between them. */
export function customerRequestOf(path: string): CustomerRequest {
  const parts = path.split('/');
  const name = ['RetailCustomer', ...parts.map((part, i) => (i % 2 === 0 ? part : '{id}'))].join('/');
  return { name, path, single: parts.length % 2 === 0 };
}

/**
 * The entries that a request shows. Customer records have no time of use, so `published-*` leaves them all.
 * @throws ProblemError `not-found` when the path leads to nothing that is shown
 */
export function selectEntries(
  entries: readonly CustomerEntry[],
  { path, single }: CustomerRequest,
  { updatedMin = -Infinity, updatedMax = Infinity }: FeedQuery,
  paging: Paging,
): CustomerEntry[] {
  if (single) {
    const found = entries.filter((entry) => entry.path === path);
    if (found.length === 0) throw notFound();
    return found;
  }
  if (path !== undefined && !leadsSomewhere(entries, path)) throw notFound();
  return entries.filter(
    ({ collection, inBatch, frame }) =>
      (path === undefined ? inBatch : collection === path) &&
      updatedMin <= frame.updated &&
      frame.updated < updatedMax &&
      paging.takes(() => frame.id),
  );
}

/** @throws ProblemError `invalid-parameter`: customer records are known as they are now, and at no earlier moment */
export function refuseAsOf({ asOf }: FeedQuery): void {
  if (asOf === undefined) return;
  const detail = 'Customer records are known as they are now: ask without the parameter asOf.';
  throw new ProblemError('invalid-parameter', detail, { parameter: 'asOf' });
}

/** @throws ProblemError `invalid-parameter`: tables and JSON are whole, only a feed has entries to choose from */
export function refuseSelection({ updatedMin, updatedMax, maxResults, depth, startIndex, startAfter }: FeedQuery): void {
  const asked = { 'updated-min': updatedMin, 'updated-max': updatedMax, 'max-results': maxResults, depth, 'start-index': startIndex };
  const [parameter] = Object.entries({ ...asked, 'start-after': startAfter }).find(([, value]) => value !== undefined) ?? [];
  if (parameter === undefined) return;
  const detail = `As JSON or CSV the records of a customer are always whole: ask without ${parameter}, or for the feed (Accept: application/atom+xml).`;
  throw new ProblemError('invalid-parameter', detail, { parameter });
}

/** Whether a collection hangs below something that is shown, or below nothing at all; it may be empty. */
function leadsSomewhere(entries: readonly CustomerEntry[], collection: string): boolean {
  const above = collection.split('/').slice(0, -1).join('/');
  return above === '' || entries.some(({ path }) => path === above || path.startsWith(`${above}/`));
}

const notFound = (): ProblemError =>
  new ProblemError(
    'not-found',
    'This authorization shows no customer record on that path: follow the links of the feed, they lead to what it shows.',
  );
