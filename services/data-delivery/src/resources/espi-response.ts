import type { FastifyReply, FastifyRequest } from 'fastify';

export const ATOM = 'application/atom+xml; charset=utf-8';
export const XML = 'application/xml; charset=utf-8';

/** Answers with a small document. Data of customers stays out of every cache between here and the third party. */
export function sendDocument(reply: FastifyReply, type: string, document: string): void {
  void reply.header('cache-control', 'no-store').type(type).send(document);
}

export const isHead = (request: FastifyRequest): boolean => request.method === 'HEAD';
