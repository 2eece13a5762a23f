import { ProblemError } from '@greenledger/contracts';
import type { ThirdPartyEvent } from '@greenledger/contracts';
import type { ThirdPartyCommand } from './commands.js';
import { looksLikeCustomer } from './client-id.js';
import { decideModification } from './modification.js';
import { checkRegistration } from './registration.js';
import { decideReview } from './review.js';
import type { ExistingThirdParty, ThirdPartyState } from './state.js';
import { decideWithdrawal } from './withdrawal.js';

/** Why a registration ended whose e-mail address nobody confirmed. */
export const NEVER_CONFIRMED = 'The e-mail address was not confirmed in time.';

/**
 * What follows from a command on a ThirdParty: the events to append, none when nothing changes.
 * @throws ProblemError when a rule refuses the command
 */
export function decideThirdParty(state: ThirdPartyState, command: ThirdPartyCommand): readonly ThirdPartyEvent[] {
  if (command.type === 'registerThirdParty') {
    if (state.status !== 'none') throw new ProblemError('conflict', 'the third party is registered already');
    checkRegistration(command.facts);
    // Clients of earlier releases keep what they have: it stands in the software of their companies.
    if (looksLikeCustomer(command.facts.clientId)) {
      throw new ProblemError('invalid-body', 'the client id is refused: it has the form of a customer id; have a new one made');
    }
    return [{ type: 'ThirdPartyRegistered', data: command.facts }];
  }
  if (state.status === 'none') throw new ProblemError('not-found', 'there is no such third party; register it first');
  return decideFor(state, command);
}

function decideFor(
  state: ExistingThirdParty,
  command: Exclude<ThirdPartyCommand, { type: 'registerThirdParty' }>,
): readonly ThirdPartyEvent[] {
  const { thirdPartyId } = state.facts;
  switch (command.type) {
    case 'confirmEmail':
      return state.stage === 'registered' ? [{ type: 'ThirdPartyEmailConfirmed', data: { thirdPartyId } }] : [];
    case 'recordTestPassed': {
      requireAlive(state);
      if (state.stage === 'registered')
        throw new ProblemError('conflict', 'the e-mail address is not confirmed; open the link in the mail first');
      const { test, runId } = command;
      return state.testsPassed.includes(test) ? [] : [{ type: 'ThirdPartyTestPassed', data: { thirdPartyId, test, runId } }];
    }
    case 'recordCredentialChange':
      requireAlive(state);
      return [{ type: 'ThirdPartyCredentialRotated', data: { thirdPartyId, ...command.change } }];
    case 'bindCustomer':
      return bindCustomer(state, command.customerId);
    case 'modifyThirdParty':
      requireAlive(state);
      return decideModification(state, command.facts);
    case 'giveUpRegistration':
      // Confirmed in the meantime, or ended: then there is nothing to give up.
      if (state.stage !== 'registered') return [];
      return [{ type: 'ThirdPartyTerminated', data: { thirdPartyId, terminatedBy: 'system', reason: NEVER_CONFIRMED } }];
    case 'withdrawThirdParty':
    case 'restoreThirdParty':
    case 'endWithdrawnThirdParty':
      requireAlive(state);
      return decideWithdrawal(state, command);
    default:
      return decideReview(state, command);
  }
}

/** The registration for self access takes the data of one customer only (mission M-17): of the first one who shares with it. */
function bindCustomer({ facts, boundTo }: ExistingThirdParty, customerId: string): readonly ThirdPartyEvent[] {
  if (facts.profile?.userType !== 'selfAccess' || boundTo === customerId) return [];
  if (boundTo !== undefined) throw ownDataOfAnother();
  return [{ type: 'ThirdPartyCustomerBound', data: { thirdPartyId: facts.thirdPartyId, customerId } }];
}

/** The refusal of everybody but the customer whom a registration for self access belongs to. */
export const ownDataOfAnother = (): ProblemError =>
  new ProblemError('forbidden', 'this registration is for the own data of another customer; choose a company, or register yourself');

/** @throws ProblemError `conflict` after the end */
function requireAlive({ stage }: ExistingThirdParty): void {
  if (stage === 'terminated') throw new ProblemError('conflict', 'the third party is terminated; nothing of it can be changed any more');
}
