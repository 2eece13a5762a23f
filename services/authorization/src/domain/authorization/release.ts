import { ProblemError } from '@greenledger/contracts';
import type { DataReleased, DataReleaseRefused } from '@greenledger/contracts';
import type { RecordRelease } from './commands.js';
import { judgeHolding } from './holding.js';
import { judgeCoverage, judgePeriod, type ReleaseRefusal } from './release-coverage.js';
import { judgeStage } from './sandbox.js';
import type { AuthorizationState, ExistingAuthorization } from './state.js';

/** Either the event that lets bytes leave, or the refusal with the event that keeps it (absent when this hour has one). */
export type ReleaseJudgement =
  | { readonly allowed: true; readonly event: DataReleased }
  | { readonly allowed: false; readonly refusal: ReleaseRefusal; readonly event?: DataReleaseRefused };

/**
 * Decides whether a release may be recorded. Pure: the same state and command always give the same answer.
 * @throws ProblemError `not-found` when there is no such authorization
 */
export function decideRelease(state: AuthorizationState, command: RecordRelease): ReleaseJudgement {
  if (state.status === 'none') throw new ProblemError('not-found', 'there is no such authorization');
  const { release } = command;
  const refusal = judgeRelease(state, command);
  if (refusal) return { allowed: false, refusal, event: refusalEvent(state, command, refusal) };
  const { releaseId, clientId, resource, manifestDigest, rendererVersion, window, usagePointIds, dataSets, counts, extent } = release;
  const { authorizationId, thirdPartyId, termsVersion } = state;
  return {
    allowed: true,
    event: {
      type: 'DataReleased',
      data: {
        authorizationId,
        releaseId,
        thirdPartyId,
        clientId,
        termsVersion,
        resource,
        manifestDigest,
        rendererVersion,
        window,
        usagePointIds,
        dataSets,
        counts,
        ...(extent && { extent }),
        ...(state.sandbox && { sandbox: true as const }),
      },
    },
  };
}

/** The rules in the order in which they are told: who, whether at all, when, what. */
function judgeRelease(state: ExistingAuthorization, { release, thirdPartyStatus, at }: RecordRelease): ReleaseRefusal | undefined {
  if (release.thirdPartyId !== state.thirdPartyId) {
    return { code: 'wrong-third-party', detail: 'the authorization was given to another third party' };
  }
  if (state.status === 'revoked') return { code: 'authorization-revoked', detail: 'the authorization has been revoked' };
  if (state.status === 'expired') {
    return { code: 'authorization-expired', detail: 'the authorized period has ended; ask the customer for a new authorization' };
  }
  return (
    judgeStage(state.sandbox === true, thirdPartyStatus) ??
    judgePeriod(state.terms, at) ??
    judgeCoverage(state.terms, release) ??
    judgeHolding(state.holdings, release)
  );
}

function refusalEvent(state: ExistingAuthorization, command: RecordRelease, { code }: ReleaseRefusal): DataReleaseRefused | undefined {
  const hour = new Date(Math.floor(command.at / 3600) * 3_600_000).toISOString().replace('.000Z', 'Z');
  const known = state.refusedHours[code];
  // Text of RFC 3339 in UTC orders like time. A clock that stepped back must not open a past hour again.
  if (known !== undefined && known >= hour) return undefined;
  const { thirdPartyId, clientId, resource } = command.release;
  return { type: 'DataReleaseRefused', data: { authorizationId: state.authorizationId, thirdPartyId, clientId, resource, code, hour } };
}
