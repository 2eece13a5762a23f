import { ProblemError, type AuthorizationReinstated, type ThirdPartyStatus } from '@greenledger/contracts';
import { reasonOf } from './reason.js';
import { judgePeriod } from './release-coverage.js';
import type { ExistingAuthorization } from './state.js';

/** How long after its end a company's deletion may be taken back: longer, and the customer no longer expects it. */
export const REINSTATEMENT_SECONDS = 30 * 86_400;

/** The utility takes back that the company gave the authorization up. */
export interface ReinstateAuthorization {
  readonly type: 'reinstateAuthorization';
  /** Seconds since 1970-01-01 UTC. */
  readonly at: number;
  /** The operator who does it. */
  readonly by: string;
  readonly reason: string;
  /** Status of the company at the moment of the command. */
  readonly thirdPartyStatus: ThirdPartyStatus;
}

/** Until when an end by the company itself may be taken back, seconds; the authorized period is never made longer. */
export const reversibleUntil = (endedAt: number, authorizedUntil: number | null): number =>
  Math.min(endedAt + REINSTATEMENT_SECONDS, authorizedUntil ?? Infinity);

/** Whether the company's own end of the authorization could still be taken back at the moment `at`. */
export function mayComeBack({ status, ended, terms }: ExistingAuthorization, at: number): boolean {
  if (status !== 'revoked' || ended?.by !== 'thirdParty' || ended.at === undefined) return false;
  return at < reversibleUntil(ended.at, terms.authorizedPeriod.end) && judgePeriod(terms, at) === undefined;
}

/**
 * Puts the customer's own terms in force again, unchanged: the customer never withdrew them, so no new consent is needed.
 * What the customer, the utility or time has ended stays ended.
 * @throws ProblemError `invalid-body` for an operator or reason that cannot be kept, `conflict` when a rule forbids it
 */
export function reinstate(state: ExistingAuthorization, command: ReinstateAuthorization): readonly AuthorizationReinstated[] {
  const { authorizationId, status, ended, terms } = state;
  const { at, thirdPartyStatus } = command;
  const by = reasonOf(command.by, 'the operator of the reinstatement', 'by');
  const reason = reasonOf(command.reason, 'the reason of the reinstatement', 'reason');
  const refuse = (detail: string): never => {
    throw new ProblemError('conflict', detail);
  };
  if (by === '' || reason === '') {
    throw new ProblemError('invalid-body', 'a reinstatement needs an operator and a reason: both stay in the log', { member: 'reason' });
  }
  if (status === 'active') refuse('the authorization is active; there is nothing to reinstate');
  if (status === 'expired' || ended?.by !== 'thirdParty') {
    refuse(
      'only an authorization that the company itself gave up can be reinstated; after any other end the customer must grant a new one',
    );
  }
  if (judgePeriod(terms, at)) refuse('the authorized period does not hold any more; the customer must grant a new authorization');
  if (!mayComeBack(state, at)) refuse('the company gave the authorization up 30 days ago or more; the customer must grant a new one');
  if (thirdPartyStatus !== 'production') refuse('the company is not in production; bring it into production first');
  return [{ type: 'AuthorizationReinstated', data: { authorizationId, by, reason } }];
}
