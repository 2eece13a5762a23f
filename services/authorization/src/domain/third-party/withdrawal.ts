import { ProblemError, type ThirdPartyEvent } from '@greenledger/contracts';
import type { EndWithdrawnThirdParty, RestoreThirdParty, WithdrawThirdParty } from './commands.js';
import type { ExistingThirdParty } from './state.js';

/** Stands in events where else the user name of an operator stands. */
export const THE_COMPANY_ITSELF = 'third-party';
/** How long a company may take its withdrawal back, as long as the overlap of secrets at most; seconds. */
const TIME_TO_RESTORE = 30 * 86_400;
const REASON = 'The company withdrew its registration.';

type Withdrawal = WithdrawThirdParty | RestoreThirdParty | EndWithdrawnThirdParty;

/**
 * A company deletes its ApplicationInformation: it is on hold at once, and ended 30 days later. ESPI wants a deletion to be
 * reversible (MGT002); what customers granted is then as it was, because a hold keeps it.
 * @throws ProblemError `conflict` before production, and when the utility put the company on hold
 */
export function decideWithdrawal(state: ExistingThirdParty, command: Withdrawal): readonly ThirdPartyEvent[] {
  const { stage, decision, facts } = state;
  const { thirdPartyId } = facts;
  const withdrawn = stage === 'onHold' && decision?.withdrawn === true;
  switch (command.type) {
    case 'withdrawThirdParty': {
      if (withdrawn) return [];
      if (stage !== 'production') throw refused(stage, 'withdrawn', 'DELETE at registration_client_uri (RFC 7592) ends it for good');
      const cureBy = command.at + TIME_TO_RESTORE;
      return [{ type: 'ThirdPartySuspended', data: { thirdPartyId, suspendedBy: THE_COMPANY_ITSELF, reason: REASON, cureBy } }];
    }
    case 'restoreThirdParty':
      if (stage === 'production') return [];
      if (!withdrawn) throw refused(stage, 'put into production by the company', 'only the utility approves it or lifts its own hold');
      return [{ type: 'ThirdPartyReinstated', data: { thirdPartyId, reinstatedBy: THE_COMPANY_ITSELF } }];
    case 'endWithdrawnThirdParty':
      if (!withdrawn || decision.cureBy === undefined || decision.cureBy > command.at) return [];
      return [{ type: 'ThirdPartyTerminated', data: { thirdPartyId, terminatedBy: THE_COMPANY_ITSELF, reason: REASON } }];
    default:
      return command satisfies never;
  }
}

const refused = (stage: string, what: string, instead: string): ProblemError =>
  new ProblemError('conflict', `the registration is at the stage "${stage}" and cannot be ${what}; ${instead}`);
