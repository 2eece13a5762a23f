import type { EntityManager } from 'typeorm';
import type { LogEntry, TariffCalendarChanged, UsagePointRatesChanged } from '@greenledger/contracts';
import { sha256 } from '../projections/digest.js';

/** Adds a calendar as its next version; what it already says adds nothing. */
export async function projectTariffCalendar(entry: LogEntry<TariffCalendarChanged>, manager: EntityManager): Promise<void> {
  const { tariff, from, periods } = entry.data;
  const text = JSON.stringify(periods);
  await manager.query(
    `INSERT INTO tariff_calendar (tariff, valid_from, version, periods, digest, recorded_at)
     SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 FROM tariff_calendar WHERE tariff = $1 AND valid_from = $2
     HAVING (array_agg(digest ORDER BY version DESC))[1] IS DISTINCT FROM $4`,
    [tariff, from, text, sha256(text), entry.recordedAt],
  );
}

/** Adds the tariffs of a usage point as their next version; what they already say adds nothing. */
export async function projectRates(entry: LogEntry<UsagePointRatesChanged>, manager: EntityManager): Promise<void> {
  const { usagePointId, rates } = entry.data;
  const text = JSON.stringify(rates.map(({ tariff, from, to }) => ({ tariff, from, to })));
  await manager.query(
    `INSERT INTO usage_point_rate (usage_point_id, version, rates, digest, recorded_at)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4 FROM usage_point_rate WHERE usage_point_id = $1
     HAVING (array_agg(digest ORDER BY version DESC))[1] IS DISTINCT FROM $3`,
    [usagePointId, text, sha256(text), entry.recordedAt],
  );
}
