import { ProblemError } from '@greenledger/contracts';

/** SQLSTATE classes and codes that mean "no server to talk to": connection exceptions, out of resources, shutdown, cannot connect now. */
const UNAVAILABLE_SQLSTATE = /^(08...|53...|57P0[1-5])$/;
const UNAVAILABLE_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'ENOENT', 'EAI_AGAIN']);
const UNAVAILABLE_MESSAGE = /connection terminated|timeout exceeded when trying to connect|not queryable|connection error/i;

/** Turns a lost or refused database connection into ProblemError `unavailable`; every other error passes unchanged. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const driverError = (error as { driverError?: { code?: string } }).driverError;
  const code = driverError?.code ?? (error as { code?: string }).code ?? '';
  const lost = UNAVAILABLE_SQLSTATE.test(code) || UNAVAILABLE_SYSTEM.has(code) || UNAVAILABLE_MESSAGE.test(error.message);
  return lost ? new ProblemError('unavailable', 'the event store cannot be reached; send the same request again') : error;
}
