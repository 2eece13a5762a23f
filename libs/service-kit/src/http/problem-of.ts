import { HttpException } from '@nestjs/common';
import { ERROR_CODES, ProblemError, type ErrorCode } from '@greenledger/contracts';

/**
 * The problem that a thrown value stands for: a ProblemError as it is; errors of Nest and Fastify (unknown route, body too
 * large, unreadable JSON) by their status; everything else `internal`, without a word about its cause.
 */
export function problemOf(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  const status = statusOf(thrown);
  if (status === undefined || status >= 500) return status === 503 ? unavailable() : internal();
  return new ProblemError(codeOf(status), detailOf(status, thrown));
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { statusCode, code } = Object(thrown) as { statusCode?: unknown; code?: unknown };
  // Only Fastify's own errors: a driver's error may also have a status, which is not one for the client.
  return typeof statusCode === 'number' && typeof code === 'string' && code.startsWith('FST_') ? statusCode : undefined;
}

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'conflict',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};
const codeOf = (status: number): ErrorCode => BY_STATUS[status] ?? 'bad-request';

function detailOf(status: number, thrown: unknown): string {
  const own = thrown instanceof Error ? thrown.message : ERROR_CODES[codeOf(status)].title;
  // Nest words an unknown route as `Cannot GET /path?query`: the query may hold a secret, so it is not repeated.
  if (status === 404) return 'There is no such resource: check the path.';
  return own.endsWith('.') ? own : `${own}.`;
}

const internal = (): ProblemError =>
  new ProblemError('internal', 'The request failed for a reason of our own. Try again; if it stays, report the correlation id.');
const unavailable = (): ProblemError => new ProblemError('unavailable', 'A part of the service is not available. Try again shortly.');
