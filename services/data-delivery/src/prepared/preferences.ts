import { ProblemError } from '@greenledger/contracts';
import type { FastifyRequest } from 'fastify';

/** Whether a client asks for the answer in the background (RFC 7240 section 4.1). */
export const prefersAsync = (header: string | string[] | undefined): boolean =>
  [header ?? []].flat().some((line) => /(^|,)\s*respond-async\s*($|[,;])/i.test(line));

const NAME = /^[\w.:-]{1,100}$/;

/**
 * The word by which a client ties request, notification and result (PG&E's correlationID).
 * @throws ProblemError `invalid-parameter` when it is of another form
 */
export function correlationOf(raw: Readonly<Record<string, unknown>>): string | undefined {
  const value = raw['correlationID'];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && NAME.test(value)) return value;
  const detail = 'The parameter correlationID takes one word of at most 100 letters, digits, and the signs . _ : -';
  throw new ProblemError('invalid-parameter', detail, { parameter: 'correlationID' });
}

/** PG&E's label of a transaction, as the request carries it. */
export function transactionOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const given = headers['x-transaction'];
  return typeof given === 'string' && NAME.test(given) ? given : undefined;
}
