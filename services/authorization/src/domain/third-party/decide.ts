import { ProblemError } from '@greenledger/contracts';
import type { ThirdPartyEvent } from '@greenledger/contracts';
import type { ThirdPartyCommand } from './commands.js';
import { checkRegistration } from './registration.js';
import type { ThirdPartyState } from './state.js';

/**
 * What follows from a command on a ThirdParty: the events to append, none when nothing changes.
 * @throws ProblemError when a rule refuses the command
 */
export function decideThirdParty(state: ThirdPartyState, command: ThirdPartyCommand): readonly ThirdPartyEvent[] {
  switch (command.type) {
    case 'registerThirdParty': {
      if (state.status !== 'none') throw new ProblemError('conflict', 'the third party is registered already');
      checkRegistration(command.facts);
      return [{ type: 'ThirdPartyRegistered', data: command.facts }];
    }
    case 'approveThirdParty': {
      if (state.status === 'none') throw new ProblemError('not-found', 'there is no such third party; register it first');
      if (state.status === 'production') return [];
      if (state.status !== 'review') {
        throw new ProblemError('conflict', `the third party is ${state.status}; only one in review can be approved`);
      }
      return [{ type: 'ThirdPartyApproved', data: { thirdPartyId: state.facts.thirdPartyId, approvedBy: command.approvedBy } }];
    }
    default:
      return command satisfies never;
  }
}
