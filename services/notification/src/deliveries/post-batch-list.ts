import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { NotifyTarget } from './notify-target.js';

export interface BatchListPost {
  readonly target: NotifyTarget;
  readonly body: string;
  /** Beside those of every POST. */
  readonly headers: Readonly<Record<string, string>>;
  /** Stays the same over all attempts of one delivery, so that the receiver can drop a repetition. */
  readonly webhookId: string;
  /** Seconds since 1970-01-01 UTC. */
  readonly timestamp: number;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
}

export interface ReceiverAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/**
 * POSTs once. Redirects are answers like any other: nothing is followed. The body of the answer is not read.
 * @throws Error on a refused address, no connection, or no answer within the timeout (which covers the whole exchange).
 */
export function postBatchList({
  target,
  body,
  headers,
  webhookId,
  timestamp,
  timeoutMilliseconds,
  signal,
}: BatchListPost): Promise<ReceiverAnswer> {
  const send = target.url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((fulfil, reject) => {
    const request = send(target.url, {
      method: 'POST',
      lookup: target.lookup,
      agent: false,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
      headers: {
        ...headers,
        'content-type': 'application/xml',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Greenledger',
        'webhook-id': webhookId,
        'webhook-timestamp': String(timestamp),
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      fulfil({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      response.destroy();
    });
    request.end(body);
  });
}
