import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ContentCoding } from './content-coding.js';

/** What names the state of a resource: an ETag per coding, and the newest change. */
export interface Validators {
  readonly etag: string;
  /** Seconds since 1970-01-01 UTC. */
  readonly lastModified: number;
}

/** Seconds for which a change is too young to be told by a date of whole seconds. */
const TOO_YOUNG = 60;

/** The ETag of a release: its manifest names every version shown, the self URI names the query. */
export function etagOf(manifestDigest: string, selfUri: string, coding: ContentCoding): string {
  const digest = createHash('sha256').update(`${manifestDigest}\n${selfUri}`).digest('hex').slice(0, 32);
  return `"${digest}${coding === 'identity' ? '' : `-${coding}`}"`;
}

/** RFC 9110 section 13.2.2 for GET: If-None-Match rules, If-Modified-Since counts only without it. @param now seconds */
export function isNotModified(headers: IncomingHttpHeaders, { etag, lastModified }: Validators, now: number): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) return known.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  const since = headers['if-modified-since'];
  if (since === undefined || now - lastModified < TOO_YOUNG) return false;
  const date = Date.parse(since) / 1000;
  return Number.isFinite(date) && lastModified <= date;
}
