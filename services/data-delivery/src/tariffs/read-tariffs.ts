import type { UsagePointRate } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import type { FeedQuery } from '../access/feed-query.js';
import type { UsagePointRow } from '../release/usage-points.js';
import type { TariffCalendar } from './tariff-calendar.js';
import { UsagePointTariffs } from './usage-point-tariffs.js';

/** By usage point: those of which dated tariffs with a calendar are known. */
export type KnownTariffs = ReadonlyMap<string, UsagePointTariffs>;

export const NO_TARIFFS: KnownTariffs = new Map();

interface RatesRow {
  readonly usagePointId: string;
  readonly rates: readonly UsagePointRate[];
  readonly digest: string;
  readonly updated: number;
}

/** Reads what marks of readings are told by; one small query where no tariff is known. */
export async function readTariffs(
  usagePoints: readonly Pick<UsagePointRow, 'usagePointId' | 'timeZone'>[],
  { asOf }: FeedQuery,
  dataSource: DataSource,
): Promise<KnownTariffs> {
  if (usagePoints.length === 0) return NO_TARIFFS;
  const rows: RatesRow[] = await dataSource.query(RATES, [usagePoints.map(({ usagePointId }) => usagePointId), asOf ?? null]);
  const tariffs = new Set(rows.flatMap(({ rates }) => rates.map(({ tariff }) => tariff)));
  if (tariffs.size === 0) return NO_TARIFFS;
  const calendars: TariffCalendar[] = await dataSource.query(CALENDARS, [[...tariffs], asOf ?? null]);
  if (calendars.length === 0) return NO_TARIFFS;
  const zones = new Map(usagePoints.map(({ usagePointId, timeZone }) => [usagePointId, timeZone]));
  const known = rows.map(({ usagePointId, rates, digest, updated }): [string, UsagePointTariffs] => [
    usagePointId,
    new UsagePointTariffs(zones.get(usagePointId)!, rates, calendars, { digest, updated }),
  ]);
  return new Map(known.filter(([, of]) => of.known));
}

const RATES = `
  SELECT DISTINCT ON (usage_point_id) usage_point_id AS "usagePointId", rates, digest,
         floor(extract(epoch FROM recorded_at))::float8 AS updated
    FROM usage_point_rate
   WHERE usage_point_id = ANY($1::text[]) AND ($2::float8 IS NULL OR recorded_at < to_timestamp($2 + 1))
   ORDER BY usage_point_id, version DESC`;

const CALENDARS = `
  SELECT DISTINCT ON (tariff COLLATE "C", valid_from COLLATE "C") tariff, valid_from AS "from", periods, digest,
         floor(extract(epoch FROM recorded_at))::float8 AS updated
    FROM tariff_calendar
   WHERE tariff = ANY($1::text[]) AND ($2::float8 IS NULL OR recorded_at < to_timestamp($2 + 1))
   ORDER BY tariff COLLATE "C", valid_from COLLATE "C", version DESC`;
