import type { ThirdPartyEvent } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import type { EntityManager } from 'typeorm';

/** Folds one event of a ThirdParty stream into `third_party_view`. */
export async function applyThirdPartyEvent(manager: EntityManager, event: RecordedEvent<ThirdPartyEvent>): Promise<void> {
  const { recordedAt } = event;
  switch (event.type) {
    case 'ThirdPartyRegistered': {
      const { thirdPartyId, applicationInformationId, clientId } = event.data;
      await manager.query(
        `INSERT INTO third_party_view (third_party_id, application_information_id, client_id, facts, status, registered_at, changed_at)
         VALUES ($1, $2, $3, $4, 'review', $5, $5) ON CONFLICT (third_party_id) DO NOTHING`,
        [thirdPartyId, applicationInformationId, clientId, JSON.stringify(event.data), recordedAt],
      );
      return;
    }
    case 'ThirdPartyApproved':
      await manager.query(
        `UPDATE third_party_view SET status = 'production', changed_at = $2 WHERE third_party_id = $1 AND status = 'review'`,
        [event.data.thirdPartyId, recordedAt],
      );
      return;
    default:
      event satisfies never;
  }
}
