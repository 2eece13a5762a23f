import type { EntityManager } from 'typeorm';
import type { LogEntry, UsagePointChanged } from '@greenledger/contracts';
import { sha256 } from './digest.js';

/**
 * Adds the states of usage points as their next versions, in one statement for as many as name a usage point once; the state that one
 * already has adds nothing.
 */
export async function projectUsagePoints(entries: readonly LogEntry<UsagePointChanged>[], manager: EntityManager): Promise<void> {
  let rest = entries;
  while (rest.length > 0) {
    const named = new Set<string>();
    const again = rest.findIndex(({ data }) => named.size === named.add(data.usagePointId).size);
    const some = again < 0 ? rest : rest.slice(0, again);
    await insertStates(some, manager);
    rest = rest.slice(some.length);
  }
}

async function insertStates(entries: readonly LogEntry<UsagePointChanged>[], manager: EntityManager): Promise<void> {
  const states = entries.map(({ data: { usagePointId, serviceKind, timeZone, status, tariffProfile, holders }, recordedAt }) => ({
    usage_point_id: usagePointId,
    service_kind: serviceKind,
    time_zone: timeZone,
    status,
    tariff_profile: tariffProfile,
    holders,
    digest: sha256(JSON.stringify([serviceKind, timeZone, status, tariffProfile, holders.map((h) => [h.customerId, h.from, h.to])])),
    recorded_at: recordedAt,
  }));
  await manager.query(
    `INSERT INTO usage_point (usage_point_id, version, service_kind, time_zone, status, tariff_profile, holders, digest, recorded_at)
     SELECT s.usage_point_id, coalesce(u.version, 0) + 1, s.service_kind, s.time_zone, s.status, s.tariff_profile, s.holders, s.digest, s.recorded_at
       FROM jsonb_to_recordset($1::jsonb) AS s (usage_point_id text, service_kind smallint, time_zone text, status smallint,
              tariff_profile text, holders jsonb, digest text, recorded_at timestamptz)
       LEFT JOIN LATERAL (SELECT version, digest FROM usage_point p WHERE p.usage_point_id = s.usage_point_id
              ORDER BY version DESC LIMIT 1) u ON true
      WHERE u.digest IS DISTINCT FROM s.digest`,
    [JSON.stringify(states)],
  );
}
