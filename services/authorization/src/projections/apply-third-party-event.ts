import type { Milestone, ThirdPartyEvent } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import type { EntityManager } from 'typeorm';
import { evolveThirdParty, initialThirdParty } from '../domain/third-party/index.js';
import type { ThirdPartyState } from '../domain/third-party/index.js';

/** Every type of the stream; one that is missing here does not compile. */
const TYPES: Record<ThirdPartyEvent['type'], true> = {
  ThirdPartyRegistered: true,
  ThirdPartyEmailConfirmed: true,
  ThirdPartyTestPassed: true,
  ThirdPartyApproved: true,
  ThirdPartyDeclined: true,
  ThirdPartyModified: true,
  ThirdPartySuspended: true,
  ThirdPartyReinstated: true,
  ThirdPartyTerminated: true,
  ThirdPartyCredentialRotated: true,
  ThirdPartyCustomerBound: true,
};

export function isThirdPartyEvent<E extends { type: string }>(event: E): event is Extract<E, { type: ThirdPartyEvent['type'] }> {
  return Object.hasOwn(TYPES, event.type);
}

/** Folds one event of a ThirdParty stream into `third_party_view`, by the same `evolve` that decides on commands. */
export async function applyThirdPartyEvent(manager: EntityManager, event: RecordedEvent<ThirdPartyEvent>): Promise<void> {
  const { thirdPartyId } = event.data;
  const [row] = await manager.query<{ state: ThirdPartyState }[]>('SELECT state FROM third_party_view WHERE third_party_id = $1', [
    thirdPartyId,
  ]);
  const state = evolveThirdParty(row?.state ?? initialThirdParty, event);
  if (state.status === 'none') return;
  const { facts, status } = state;
  const milestone = milestoneOf(event);
  await manager.query(
    `INSERT INTO third_party_view AS v
       (third_party_id, application_information_id, client_id, facts, status, registered_at, changed_at, state, milestones)
     VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)
     ON CONFLICT (third_party_id) DO UPDATE SET facts = excluded.facts, status = excluded.status, state = excluded.state,
       changed_at = excluded.changed_at, milestones = excluded.milestones || v.milestones`,
    [
      thirdPartyId,
      facts.applicationInformationId,
      facts.clientId,
      JSON.stringify(facts),
      status,
      event.recordedAt,
      JSON.stringify(state),
      JSON.stringify(milestone ? { [milestone]: event.recordedAt } : {}),
    ],
  );
}

/** The milestone that an event reaches; the first time counts. */
function milestoneOf(event: ThirdPartyEvent): Milestone | undefined {
  if (event.type === 'ThirdPartyRegistered') return 'registered';
  if (event.type === 'ThirdPartyEmailConfirmed') return 'emailConfirmed';
  if (event.type === 'ThirdPartyTestPassed') return event.data.test;
  return event.type === 'ThirdPartyApproved' ? 'production' : undefined;
}
