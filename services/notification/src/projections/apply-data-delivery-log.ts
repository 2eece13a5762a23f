import type { DataDeliveryEvent, LogEntry } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';
import { planForArrival } from './planner.js';
import { PlannedRows } from './planned-rows.js';
import { Recipients } from './recipients.js';
import type { ResourceUris } from './resource-uris.js';

/** Follows the data-delivery log: readings that arrived become rows for every company that may read them. */
export async function applyDataDeliveryLog(
  entries: ReadonlyArray<LogEntry<DataDeliveryEvent>>,
  manager: EntityManager,
  uris: ResourceUris,
): Promise<void> {
  const recipients = new Recipients(manager);
  const rows = new PlannedRows(manager);
  for (const entry of entries) {
    if (entry.type !== 'DataArrived') continue;
    const authorizations = await recipients.activeFor(entry.data.usagePoints.map(({ usagePointId }) => usagePointId));
    await rows.addDeliveries(entry.id, planForArrival(entry.data, authorizations, uris));
  }
}
