import type { EntityManager } from 'typeorm';
import type { LogEntry, PowerQualitySummaryChanged } from '@greenledger/contracts';
import { sha256 } from '../projections/digest.js';

/** Adds what is told of a summary as its next version; what it already says adds nothing. */
export async function projectPowerQuality(entry: LogEntry<PowerQualitySummaryChanged>, manager: EntityManager): Promise<void> {
  const { summaryId, usagePointId, summaryInterval, measured } = entry.data;
  const { start, end } = summaryInterval;
  const digest = sha256(JSON.stringify([usagePointId, start, end, measured]));
  await manager.query(
    `INSERT INTO power_quality_summary (summary_id, version, usage_point_id, period_start, period_end, measured, digest, recorded_at)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7 FROM power_quality_summary WHERE summary_id = $1
     HAVING (array_agg(digest ORDER BY version DESC))[1] IS DISTINCT FROM $6`,
    [summaryId, usagePointId, start, end, JSON.stringify(measured), digest, entry.recordedAt],
  );
}
