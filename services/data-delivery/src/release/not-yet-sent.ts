import type { PreparedRelease } from './release-path.js';

/** A release as it is recorded when it is laid ready: a share for one time ends by what is fetched, and not before. */
export function notYetSent(prepared: PreparedRelease): PreparedRelease {
  const { extent } = prepared.release;
  return extent ? { ...prepared, release: { ...prepared.release, extent: { ...extent, complete: false } } } : prepared;
}
