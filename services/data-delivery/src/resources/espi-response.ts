import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const ATOM = 'application/atom+xml; charset=utf-8';
export const XML = 'application/xml; charset=utf-8';

/** Answers with a small document. Data of customers stays out of every cache between here and the third party. */
export function sendDocument(reply: FastifyReply, type: string, document: string | Readable): void {
  void reply.header('cache-control', 'no-store').type(type).send(document);
}

/** What HEAD gets where the length is not known: an empty text would tell a length of 0, which GET does not have (RFC 9110 section 8.6). */
export const noBody = (): Readable => Readable.from([]);

/**
 * Whether the client has left already; the framework then answers nothing. Whoever would have a release recorded asks first: what nobody is
 * there to get is not put on record, or the customer would read that the company received it.
 */
export function clientHasLeft(reply: FastifyReply): boolean {
  const { destroyed } = reply.raw;
  if (destroyed) reply.hijack();
  return destroyed;
}

export const isHead = (request: FastifyRequest): boolean => request.method === 'HEAD';
