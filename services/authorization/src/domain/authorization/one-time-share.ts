import type { AuthorizationModified } from '@greenledger/contracts';
import type { RecordRelease } from './commands.js';
import type { ExistingAuthorization } from './state.js';

/** A transfer can break after its release was recorded: for this long the company may fetch again, seconds. */
export const ONE_TIME_REPEAT_SECONDS = 3_600;

/**
 * What a release does to a share for one time: the first complete one brings its end near. Narrows only, so it needs no
 * consent; a later release never moves the end again.
 */
export function endAfterCompleteRelease(state: ExistingAuthorization, { at, release }: RecordRelease): AuthorizationModified | undefined {
  const { authorizationId, terms } = state;
  const end = at + ONE_TIME_REPEAT_SECONDS;
  if (terms.oneTime !== true || release.extent?.complete !== true) return undefined;
  if (terms.authorizedPeriod.end !== null && terms.authorizedPeriod.end <= end) return undefined;
  const authorizedPeriod = { start: terms.authorizedPeriod.start, end };
  return {
    type: 'AuthorizationModified',
    data: { authorizationId, terms: { ...terms, authorizedPeriod }, change: 'narrowed', cause: 'oneTimeReleased' },
  };
}
