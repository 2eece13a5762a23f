import { lookup as resolve } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './address-guard.js';

const RULES = {
  'no-uri': 'the address is no URI',
  'not-https': 'the address must be https',
  credentials: 'the address must not hold credentials',
  'not-public': 'the address is not one of the public internet',
} as const;
export type OutboundRule = keyof typeof RULES;

/** An address of a company that must not be called; the message says by which rule. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused';
  constructor(readonly rule: OutboundRule) {
    super(RULES[rule]);
  }
}

export interface GuardedRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Only for the embedded run and tests: lets it be this machine, also by plain http. */
  readonly allowLoopback: boolean;
  /** Covers the whole exchange. */
  readonly timeoutMilliseconds: number;
  /** What is longer is an error; 0 when the body of the answer does not matter. */
  readonly largestBody: number;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One request to an address that somebody else chose (SEC-105): https on public addresses only, no credentials in the URI,
 * redirects are answers like any other. The address that was judged is the one connected to, so a name that changes
 * between two look-ups (DNS rebinding) gains nothing.
 * @throws OutboundRefused by a rule; Error for no connection, a timeout or too long a body
 */
export function guardedRequest(options: GuardedRequest): Promise<GuardedAnswer> {
  const { method = 'GET', headers = {}, body, allowLoopback, timeoutMilliseconds, largestBody } = options;
  const url = admittedUrl(options.url, allowLoopback);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((fulfil, reject) => {
    const request = send(url, {
      method,
      lookup: guardedLookup(allowLoopback),
      agent: false,
      signal: AbortSignal.timeout(timeoutMilliseconds),
      headers: { 'user-agent': 'Greenledger', ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const done = (): void => fulfil({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      if (largestBody === 0) {
        response.destroy();
        return done();
      }
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= largestBody) chunks.push(chunk);
        else response.destroy(new Error(`the answer is longer than ${largestBody} bytes`));
      });
      response.on('end', done);
    });
    request.end(body);
  });
}

function admittedUrl(text: string, allowLoopback: boolean): URL {
  if (!URL.canParse(text)) throw new OutboundRefused('no-uri');
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) admit(host, allowLoopback);
  const local = allowLoopback && (host === 'localhost' || isLoopbackAddress(host));
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) throw new OutboundRefused('not-https');
  if (url.username || url.password) throw new OutboundRefused('credentials');
  return url;
}

const guardedLookup =
  (allowLoopback: boolean): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      try {
        for (const { address } of addresses) admit(address, allowLoopback);
      } catch (refusal) {
        return callback(refusal as Error, '', 0);
      }
      if (options.all) return callback(null, addresses);
      const first = addresses[0]!;
      callback(null, first.address, first.family);
    });
  };

function admit(address: string, allowLoopback: boolean): void {
  if (isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address))) return;
  throw new OutboundRefused('not-public');
}
