import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ImportKind } from '@greenledger/contracts';

const LONGEST_NAME = 200;
/** Milliseconds that a client gets to read a refusal while it still sends. */
const LINGER = 2_000;

/** The name is a label only, never a path. */
export function fileNameOf(given: unknown, kind: ImportKind): string {
  if (given === undefined || given === '') return kind;
  if (typeof given !== 'string' || given.length > LONGEST_NAME || /[\u0000-\u001f\u007f/\\]/.test(given)) {
    throw new ProblemError(
      'invalid-parameter',
      `fileName is given once, has at most ${LONGEST_NAME} characters, and no slash or control character.`,
    );
  }
  return given;
}

/** @throws ProblemError `invalid-parameter` for anything but a whole number from 0 (for `limit`: 1) to `most`. */
export function wholeNumber(name: string, given: unknown, otherwise: number, most: number): number {
  if (given === undefined) return otherwise;
  const value = typeof given === 'string' && /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
  const least = name === 'limit' ? 1 : 0;
  if (value >= least && value <= most) return value;
  throw new ProblemError('invalid-parameter', `${name} is a whole number from ${least} to ${most}.`);
}

/** @throws ProblemError `invalid-parameter` for anything but `true`, `false` or nothing. */
export function isYes(name: string, given: unknown): boolean {
  if (given === undefined || given === 'false') return false;
  if (given === 'true') return true;
  throw new ProblemError('invalid-parameter', `${name} is true or false.`);
}

/**
 * Makes sure that a refused upload does not go on for ever: what still comes is thrown away while the client reads the
 * refusal, then the connection is cut. Cutting at once could lose the refusal on its way.
 */
export function endUpload(request: FastifyRequest, reply: FastifyReply): void {
  if (request.raw.complete) return;
  request.raw.resume();
  const { socket } = request.raw;
  reply.raw.once('finish', () => {
    if (!request.raw.complete) setTimeout(() => socket.destroy(), LINGER).unref();
  });
}
