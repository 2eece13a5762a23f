import type { EntryFrame } from '@greenledger/espi';
import type { FeedQuery } from '../access/feed-query.js';

type Dated = { readonly frame: Pick<EntryFrame, 'published' | 'updated'> };

/**
 * The entries that a query of the Authorization feed asks for, in the order given. An authorization has no time of use, so
 * `published-*` goes by the moment it was granted and `updated-*` by its last change or its end; windows are half-open.
 */
export function filterAuthorizations<T extends Dated>(entries: readonly T[], query: FeedQuery): readonly T[] {
  const { publishedMin = 0, publishedMax = Infinity, updatedMin = 0, updatedMax = Infinity, startIndex = 1, maxResults } = query;
  const wanted = entries.filter(
    ({ frame: { published, updated } }) =>
      published >= publishedMin && published < publishedMax && updated >= updatedMin && updated < updatedMax,
  );
  const from = startIndex - 1;
  return wanted.slice(from, maxResults === undefined ? undefined : from + maxResults);
}
