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
      const { thirdPartyId, resources, ...words } = entry.data as BatchPrepared['data'];
      await rows.addDeliveries(entry.id, [{ thirdPartyId, ordinal: 0, resources, headers: headersOf(words) }]);
      continue;
    }
    if (entry.type !== 'DataArrived') continue;
    const arrival = entry.data as DataArrived['data'];
    const authorizations = await recipients.activeFor(arrival.usagePoints.map(({ usagePointId }) => usagePointId));
    await rows.addDeliveries(entry.id, planForArrival(arrival, authorizations, uris));
  }
}

/** PG&E ties the notification to the request by these two; a batch without a label is labelled by its job, as its 202 was. */
function headersOf({
  jobId,
  correlationId,
  transaction,
}: Pick<BatchPrepared['data'], 'jobId' | 'correlationId' | 'transaction'>): Record<string, string> {
  return { correlationid: correlationId ?? jobId, 'x-transaction': transaction ?? jobId };
}
