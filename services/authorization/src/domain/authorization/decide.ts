import { ProblemError } from '@greenledger/contracts';
import type { AuthorizationEvent } from '@greenledger/contracts';
import type {
  AuthorizationCommand,
  ExpireAuthorization,
  GrantAuthorization,
  ModifyAuthorization,
  RevokeAuthorization,
} from './commands.js';
import { decideLifecycle } from './lifecycle.js';
import { endAfterCompleteRelease } from './one-time-share.js';
import { reasonOf } from './reason.js';
import { mayComeBack, reinstate } from './reinstate.js';
import { decideRelease } from './release.js';
import { checkSandbox, isSandbox } from './sandbox.js';
import type { AuthorizationState, ExistingAuthorization } from './state.js';
import { checkTerms, compareTerms, normalizeTerms } from './terms.js';

/**
 * What follows from a command on an Authorization: the events to append, none when nothing changes.
 * @throws ProblemError when a rule refuses the command; releases are refused by event, not by error
 */
export function decideAuthorization(state: AuthorizationState, command: AuthorizationCommand): readonly AuthorizationEvent[] {
  switch (command.type) {
    case 'grantAuthorization':
      return grant(state, command);
    case 'modifyAuthorization':
      return modify(existing(state), command);
    case 'revokeAuthorization':
      return revoke(existing(state), command);
    case 'expireAuthorization':
      return expire(existing(state), command);
    case 'reinstateAuthorization':
      return reinstate(existing(state), command);
    case 'recordRelease': {
      const judgement = decideRelease(state, command);
      const ending = judgement.allowed ? endAfterCompleteRelease(existing(state), command) : undefined;
      return [judgement.event, ending].filter((event) => event !== undefined);
    }
    default:
      return decideLifecycle(state, command);
  }
}

function existing(state: AuthorizationState): ExistingAuthorization {
  if (state.status === 'none') throw new ProblemError('not-found', 'there is no such authorization');
  return state;
}

function ownedBy(state: ExistingAuthorization, customerId: string): void {
  // The same answer as for an id that does not exist: whose authorization it is, is nobody else's business.
  if (state.customerId !== customerId) throw new ProblemError('not-found', 'there is no such authorization');
}

function grant(state: AuthorizationState, command: GrantAuthorization): readonly AuthorizationEvent[] {
  const { authorizationId, thirdPartyId, customerId, consent, scope, holdings } = command;
  if (state.status !== 'none') {
    if (state.thirdPartyId === thirdPartyId && state.customerId === customerId) return [];
    throw new ProblemError('conflict', 'the authorization id is taken; ask the customer again with a new one');
  }
  const terms = normalizeTerms(command.terms);
  checkTerms(terms);
  checkSandbox(isSandbox(consent), customerId, terms);
  const { end } = terms.authorizedPeriod;
  if (end !== null && end <= command.at) {
    throw new ProblemError('invalid-body', 'the authorization would end before it begins; choose a later end');
  }
  const data = { authorizationId, thirdPartyId, customerId, terms, consent, scope, ...(holdings && { holdings }) };
  return [{ type: 'AuthorizationGranted', data }];
}

function modify(state: ExistingAuthorization, command: ModifyAuthorization): readonly AuthorizationEvent[] {
  ownedBy(state, command.customerId);
  if (state.status !== 'active') {
    throw new ProblemError('conflict', `the authorization is ${state.status}; only an active one can be changed, grant a new one instead`);
  }
  if (command.expectedTermsVersion !== undefined && command.expectedTermsVersion !== state.termsVersion) {
    throw new ProblemError('conflict', 'the terms were changed meanwhile; look at them as they are now and change them again');
  }
  const terms = normalizeTerms(command.terms);
  checkTerms(terms);
  checkSandbox(state.sandbox === true, state.customerId, terms);
  const change = compareTerms(state.terms, terms);
  if (change === undefined) return [];
  const { end } = terms.authorizedPeriod;
  if (end !== null && end <= command.at) {
    throw new ProblemError('invalid-body', 'the authorization would have ended already; revoke it instead, or choose a later end');
  }
  if (change !== 'narrowed' && !command.consent) {
    throw new ProblemError('invalid-body', 'the change widens the authorization: the customer must consent to the new text');
  }
  const { authorizationId } = state;
  const { holdings } = command;
  const consent = change === 'narrowed' ? undefined : command.consent;
  return [
    { type: 'AuthorizationModified', data: { authorizationId, terms, change, ...(consent && { consent }), ...(holdings && { holdings }) } },
  ];
}

function revoke(state: ExistingAuthorization, command: RevokeAuthorization): readonly AuthorizationEvent[] {
  if (command.customerId !== undefined) ownedBy(state, command.customerId);
  const reason = reasonOf(command.reason, 'the reason of the revocation', 'reason');
  // What the company gave up might be reinstated: the word of the customer or the utility makes that end final.
  const final = command.by !== 'thirdParty' && mayComeBack(state, command.at);
  if (state.status !== 'active' && !final) return [];
  return [{ type: 'AuthorizationRevoked', data: { authorizationId: state.authorizationId, by: command.by, reason } }];
}

function expire(state: ExistingAuthorization, command: ExpireAuthorization): readonly AuthorizationEvent[] {
  const { end } = state.terms.authorizedPeriod;
  if (state.status !== 'active' || end === null || command.at < end) return [];
  return [{ type: 'AuthorizationExpired', data: { authorizationId: state.authorizationId, expiredAt: end } }];
}
