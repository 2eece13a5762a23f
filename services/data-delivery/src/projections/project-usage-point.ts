import type { EntityManager } from 'typeorm';
import type { LogEntry, UsagePointChanged } from '@greenledger/contracts';
import { sha256 } from './digest.js';

/** Adds the state of a usage point as its next version; the state it already has adds nothing. */
export async function projectUsagePoint(entry: LogEntry<UsagePointChanged>, manager: EntityManager): Promise<void> {
  const { usagePointId, serviceKind, timeZone, status, tariffProfile, holders } = entry.data;
  const digest = sha256(JSON.stringify([serviceKind, timeZone, status, tariffProfile, holders.map((h) => [h.customerId, h.from, h.to])]));
  await manager.query(
    `INSERT INTO usage_point (usage_point_id, version, service_kind, time_zone, status, tariff_profile, holders, digest, recorded_at)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM usage_point WHERE usage_point_id = $1
     HAVING (array_agg(digest ORDER BY version DESC))[1] IS DISTINCT FROM $7`,
    [usagePointId, serviceKind, timeZone, status, tariffProfile, JSON.stringify(holders), digest, entry.recordedAt],
  );
}
