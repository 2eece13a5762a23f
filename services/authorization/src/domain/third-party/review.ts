import { freeText, ProblemError } from '@greenledger/contracts';
import type { ThirdPartyEvent } from '@greenledger/contracts';
import type { ApproveThirdParty, DeclineThirdParty, ReinstateThirdParty, SuspendThirdParty, TerminateThirdParty } from './commands.js';
import type { ExistingThirdParty } from './state.js';

type Review = ApproveThirdParty | DeclineThirdParty | SuspendThirdParty | ReinstateThirdParty | TerminateThirdParty;

/** What follows from an operator's decision. @throws ProblemError when the stage or a missing reason does not allow it */
export function decideReview(state: ExistingThirdParty, command: Review): readonly ThirdPartyEvent[] {
  const { stage, facts } = state;
  const { thirdPartyId } = facts;
  switch (command.type) {
    case 'approveThirdParty':
      if (stage === 'production') return [];
      requireStage(stage === 'review', stage, 'approved', 'one in review: e-mail confirmed and all three tests passed');
      return [{ type: 'ThirdPartyApproved', data: { thirdPartyId, approvedBy: command.approvedBy } }];
    case 'declineThirdParty': {
      requireStage(stage === 'review' || stage === 'testing', stage, 'declined', 'one before production');
      const { declinedBy } = command;
      return [{ type: 'ThirdPartyDeclined', data: { thirdPartyId, declinedBy, reason: reasonOf(command.reason) } }];
    }
    case 'suspendThirdParty': {
      requireStage(stage === 'production' || stage === 'onHold', stage, 'put on hold', 'one in production');
      const { suspendedBy, cureBy, at } = command;
      if (!(cureBy > at)) throw refused('cureBy', 'must be a day in the future: the company needs time to cure the cause');
      const reason = reasonOf(command.reason);
      if (state.decision?.reason === reason && state.decision.cureBy === cureBy) return [];
      return [{ type: 'ThirdPartySuspended', data: { thirdPartyId, suspendedBy, reason, cureBy } }];
    }
    case 'reinstateThirdParty':
      if (stage === 'production') return [];
      requireStage(stage === 'onHold', stage, 'reinstated', 'one on hold');
      return [{ type: 'ThirdPartyReinstated', data: { thirdPartyId, reinstatedBy: command.reinstatedBy } }];
    case 'terminateThirdParty': {
      if (stage === 'terminated') return [];
      const { terminatedBy } = command;
      return [{ type: 'ThirdPartyTerminated', data: { thirdPartyId, terminatedBy, reason: reasonOf(command.reason) } }];
    }
    default:
      return command satisfies never;
  }
}

function requireStage(allowed: boolean, stage: string, what: string, which: string): void {
  if (!allowed) throw new ProblemError('conflict', `the third party is at the stage "${stage}" and cannot be ${what}; only ${which} can`);
}

/** A reason stays in the log for ever, so no person may be named by address in it. */
function reasonOf(reason: string): string {
  const text = reason.trim();
  if (freeText(text) === 'blank') throw refused('reason', 'must be given: the company is told it');
  if (text.length > 500) throw refused('reason', 'must be at most 500 characters');
  if (text.includes('@')) throw refused('reason', 'must hold no e-mail address: it stays in the log for ever');
  return text;
}

const refused = (member: string, rule: string): ProblemError =>
  new ProblemError('invalid-body', `the decision is refused: ${member} ${rule}`, { member });
