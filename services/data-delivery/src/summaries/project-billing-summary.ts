import type { EntityManager } from 'typeorm';
import type { BillingSummaryChanged, LogEntry } from '@greenledger/contracts';
import { sha256 } from '../projections/digest.js';

/** Adds what is told of a bill as its next version; what it already says adds nothing. */
export async function projectBillingSummary(entry: LogEntry<BillingSummaryChanged>, manager: EntityManager): Promise<void> {
  const { billId, usagePointId, customerId, ...summary } = entry.data;
  const { start, end } = summary.billingPeriod;
  const text = JSON.stringify(summary);
  await manager.query(
    `INSERT INTO billing_summary (bill_id, version, usage_point_id, customer_id, period_start, period_end, summary, digest, recorded_at)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM billing_summary WHERE bill_id = $1
     HAVING (array_agg(digest ORDER BY version DESC))[1] IS DISTINCT FROM $7`,
    [billId, usagePointId, customerId, start, end, text, sha256(JSON.stringify([usagePointId, customerId, text])), entry.recordedAt],
  );
}
