import { formatTimestamp } from '@greenledger/espi';
import type { FeedQuery } from '../access/feed-query.js';

/** The query in one fixed order, as it stands in the feed's self link; empty when nothing was asked. */
export function queryText(query: FeedQuery): string {
  const parts: string[] = [];
  const time = (name: string, seconds: number | undefined): void => {
    if (seconds !== undefined) parts.push(`${name}=${formatTimestamp(seconds)}`);
  };
  time('published-min', query.publishedMin);
  time('published-max', query.publishedMax);
  time('updated-min', query.updatedMin);
  time('updated-max', query.updatedMax);
  if (query.maxResults !== undefined) parts.push(`max-results=${query.maxResults}`);
  if (query.startIndex !== undefined) parts.push(`start-index=${query.startIndex}`);
  if (query.depth !== undefined) parts.push(`depth=${query.depth}`);
  if (query.startAfter !== undefined) parts.push(`start-after=${query.startAfter}`);
  time('asOf', query.asOf);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
