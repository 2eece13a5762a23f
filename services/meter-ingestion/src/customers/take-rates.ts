import type { CisRate } from '@greenledger/meter-formats';
import type { EntityManager } from 'typeorm';
import { overlaps, spanOf, type Span } from './local-moments.js';
import type { Positioned, RecordConflict } from './taken-records.js';

interface KnownRate extends Span {
  readonly servicePointId: string;
  readonly tariff: string;
}

/** Takes the tariffs of service points, each from its day on; the same again changes nothing. */
export async function takeRates(manager: EntityManager, rates: readonly (CisRate & Positioned)[]): Promise<RecordConflict[]> {
  if (rates.length === 0) return [];
  const rows: PlaceRow[] = await manager.query(PLACES, [[...new Set(rates.map(({ servicePointNumber }) => servicePointNumber))]]);
  const places = new Map(rows.map((row) => [row.number, row]));
  const known = new Map(rows.map((row) => [row.id, row.rates.map((rate): KnownRate => ({ ...rate, servicePointId: row.id }))]));
  const conflicts: RecordConflict[] = [];
  const changed = new Set<KnownRate>();
  for (const record of rates) {
    const place = places.get(record.servicePointNumber);
    if (!place) {
      conflicts.push({ record, code: 'unknown-service-point', column: 'service_point_number', value: record.servicePointNumber });
      continue;
    }
    const rate = { servicePointId: place.id, tariff: record.tariff, ...spanOf(place.time_zone, record.from, record.to) };
    const others = known.get(place.id)!.filter(({ from }) => from !== rate.from);
    if (others.some((other) => overlaps(other, rate))) {
      conflicts.push({ record, code: 'rate-overlaps', column: 'tariff_from', value: record.from });
      continue;
    }
    known.set(place.id, [...others, rate]);
    changed.add(rate);
  }
  const kept = [...changed].filter((rate) => known.get(rate.servicePointId)!.includes(rate));
  if (kept.length > 0) await manager.query(STORE, [JSON.stringify(kept)]);
  return conflicts;
}

interface PlaceRow {
  readonly id: string;
  readonly number: string;
  readonly time_zone: string;
  readonly rates: readonly { tariff: string; from: number; to: number | null }[];
}

const PLACES = `
  SELECT s.id, s.service_point_number AS number, s.time_zone,
         coalesce(json_agg(json_build_object('tariff', r.tariff, 'from', r.effective_from, 'to', r.effective_to))
           FILTER (WHERE r.service_point_id IS NOT NULL), '[]') AS rates
    FROM service_point s LEFT JOIN rate_schedule r ON r.service_point_id = s.id
   WHERE s.service_point_number = ANY($1) GROUP BY s.id`;

const STORE = `
  INSERT INTO rate_schedule AS known (service_point_id, tariff, effective_from, effective_to)
  SELECT "servicePointId", tariff, "from", "to" FROM jsonb_to_recordset($1::jsonb)
      AS v ("servicePointId" uuid, tariff text, "from" bigint, "to" bigint)
  ON CONFLICT (service_point_id, effective_from) DO UPDATE SET tariff = excluded.tariff, effective_to = excluded.effective_to,
    changed_at = clock_timestamp()
    WHERE (known.tariff, known.effective_to) IS DISTINCT FROM (excluded.tariff, excluded.effective_to)`;
