import type { BatchPrepared, DataArrived, DataDeliveryEvent, LogEntry } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';
import { planForArrival } from './planner.js';
import { PlannedRows } from './planned-rows.js';
import { Recipients } from './recipients.js';
import type { ResourceUris } from './resource-uris.js';

/** Follows the data-delivery log: readings that arrived, and batches that are ready, become rows for the companies concerned. */
export async function applyDataDeliveryLog(
  entries: ReadonlyArray<LogEntry<DataDeliveryEvent>>,
  manager: EntityManager,
  uris: ResourceUris,
): Promise<void> {
  const recipients = new Recipients(manager);
  const rows = new PlannedRows(manager);
  for (const entry of entries) {
    if (entry.type === 'BatchPrepared') {
      const { thirdPartyId, resources } = entry.data as BatchPrepared['data'];
      await rows.addDeliveries(entry.id, [{ thirdPartyId, ordinal: 0, resources }]);
      continue;
    }
    if (entry.type !== 'DataArrived') continue;
    const arrival = entry.data as DataArrived['data'];
    const authorizations = await recipients.activeFor(arrival.usagePoints.map(({ usagePointId }) => usagePointId));
    await rows.addDeliveries(entry.id, planForArrival(arrival, authorizations, uris));
  }
}
