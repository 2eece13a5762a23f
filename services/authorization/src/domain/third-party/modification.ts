import { ProblemError } from '@greenledger/contracts';
import type { ThirdPartyEvent } from '@greenledger/contracts';
import { checkRegistration } from './registration.js';
import type { ExistingThirdParty } from './state.js';

type Facts = ExistingThirdParty['facts'];

/** What customers read when they consent, and what they consent to: not changed behind their backs. */
const SHOWN_TO_CUSTOMERS = ['name', 'purpose', 'scopes'] as const;
const OWN_IDS = ['thirdPartyId', 'applicationInformationId', 'clientId'] as const;

/**
 * What follows when a company changes what it stated. Before production everything may change; afterwards name, purpose
 * and data stay, because customers have agreed to them.
 * @throws ProblemError `invalid-body` for facts that break a rule, `conflict` for a change that needs a new registration
 */
export function decideModification(state: ExistingThirdParty, facts: Facts): readonly ThirdPartyEvent[] {
  checkRegistration(facts);
  for (const id of OWN_IDS) {
    if (facts[id] !== state.facts[id]) throw new ProblemError('conflict', `${id} cannot be changed`);
  }
  if (JSON.stringify(facts) === JSON.stringify(state.facts)) return [];
  if (state.status !== 'review') {
    const changed = SHOWN_TO_CUSTOMERS.filter((member) => JSON.stringify(facts[member]) !== JSON.stringify(state.facts[member]));
    if (changed.length > 0) {
      throw new ProblemError(
        'conflict',
        `${changed.join(', ')} cannot be changed after approval, because customers have agreed to it; ask the utility`,
        { members: changed },
      );
    }
  }
  return [{ type: 'ThirdPartyModified', data: { thirdPartyId: facts.thirdPartyId, facts } }];
}
