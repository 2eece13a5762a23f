import { FACES } from '../faces/face-name.js';
import { authorizationOf, resultUri, type Job } from './prepared-job.js';

/** Path of the jobs below the public origin; they are of this service and not of ESPI. */
export const PREPARED_PATH = 'DataCustodian/prepared';

export const jobUri = (origin: string, jobId: string): string => `${origin}/${PREPARED_PATH}/${jobId}`;

/** A job as its owner reads it. */
export interface JobDocument {
  readonly id: string;
  readonly state: Job['state'];
  readonly resource: string;
  readonly contentType: string;
  readonly correlationID: string;
  readonly progress: { readonly unit: 'blocks' | 'authorizations'; readonly done: number; readonly total: number | null };
  /** RFC 3339 UTC, from how far it has come; null when that tells nothing. */
  readonly estimatedCompletion: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
  /** Of a result that is kept in no file nothing is known before it is fetched. */
  readonly result: {
    readonly href: string;
    readonly bytes: number | null;
    readonly storedBytes: number | null;
    readonly storedSha256: string | null;
  } | null;
  readonly error: { readonly code: string; readonly detail: string; readonly type: string } | null;
}

/** @param now milliseconds since 1970-01-01 UTC */
export function jobDocument(job: Job, origin: string, now: number): JobDocument {
  const { jobId, state, selfUri, face, correlationId, done, total, result, error, expiresAt } = job;
  const { plainBytes: bytes = null, storedBytes = null, sha256: storedSha256 = null } = result ?? {};
  return {
    id: jobId,
    state,
    resource: selfUri,
    contentType: FACES[face].contentType,
    correlationID: correlationId,
    progress: { unit: authorizationOf(job) === undefined ? 'authorizations' : 'blocks', done, total: total ?? null },
    estimatedCompletion: estimate(job, now),
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    result: state === 'ready' ? { href: resultUri(job), bytes, storedBytes, storedSha256 } : null,
    error: error ? { ...error, type: `${origin}/docs/errors#${error.code}` } : null,
  };
}

/** The rest takes as long as the done part did, in proportion. */
function estimate({ state, startedAt, done, total }: Job, now: number): string | null {
  if (state !== 'running' || !startedAt || !total || done === 0) return null;
  const elapsed = now - startedAt.getTime();
  return new Date(now + (elapsed * (total - Math.min(done, total))) / done).toISOString();
}
