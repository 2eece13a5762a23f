import type { PowerQualitySummaryChanged } from '@greenledger/contracts';
import { nameUuid } from '@greenledger/espi';
import type { CisPowerQuality } from '@greenledger/meter-formats';
import type { OutboxEvent } from '@greenledger/messaging';
import type { EntityManager } from 'typeorm';
import { importEventId } from '../import/event-id.js';
import { spanOf } from './local-moments.js';
import type { Positioned, RecordConflict } from './taken-records.js';

interface TakenPowerQuality {
  readonly conflicts: readonly RecordConflict[];
  /** Of the summaries that are new or differ from what was told before. */
  readonly events: readonly (OutboxEvent & PowerQualitySummaryChanged)[];
}

/** Takes summaries of power quality; one of the same service point and days is corrected, and the same again tells nothing. */
export async function takePowerQuality(
  manager: EntityManager,
  importId: string,
  summaries: readonly (CisPowerQuality & Positioned)[],
): Promise<TakenPowerQuality> {
  if (summaries.length === 0) return { conflicts: [], events: [] };
  const places: { id: string; number: string; timeZone: string }[] = await manager.query(
    `SELECT id, service_point_number AS number, time_zone AS "timeZone" FROM service_point WHERE service_point_number = ANY($1)`,
    [[...new Set(summaries.map(({ servicePointNumber }) => servicePointNumber))]],
  );
  const placeOf = new Map(places.map((place) => [place.number, place]));
  const conflicts: RecordConflict[] = [];
  // The last row of the same days in a file holds.
  const told = new Map<string, PowerQualitySummaryChanged['data']>();
  for (const record of summaries) {
    const place = placeOf.get(record.servicePointNumber);
    if (!place) {
      conflicts.push({ record, code: 'unknown-service-point', column: 'service_point_number', value: record.servicePointNumber });
      continue;
    }
    const { from: start, to: end } = spanOf(place.timeZone, record.from, record.to);
    const summaryId = nameUuid(`power-quality/${place.id}/${start}/${end}`);
    told.set(summaryId, { summaryId, usagePointId: place.id, summaryInterval: { start, end: end! }, measured: record.measured });
  }
  const rows = [...told.values()].map((data) => ({ ...data, ...data.summaryInterval, published: JSON.stringify(data) }));
  const changed: { id: string }[] = await manager.query(STORE, [JSON.stringify(rows)]);
  const occurredAt = new Date();
  const events = changed.map(({ id }) => ({
    id: importEventId(importId, `power-quality:${id}`),
    type: 'PowerQualitySummaryChanged' as const,
    data: told.get(id)!,
    occurredAt,
  }));
  return { conflicts, events };
}

const STORE = `
  INSERT INTO power_quality AS known (id, service_point_id, summary_from, summary_to, published)
  SELECT "summaryId", "usagePointId", start, "end", published FROM jsonb_to_recordset($1::jsonb)
      AS v ("summaryId" uuid, "usagePointId" uuid, start bigint, "end" bigint, published text)
  ON CONFLICT (id) DO UPDATE SET published = excluded.published, changed_at = clock_timestamp()
    WHERE known.published <> excluded.published
  RETURNING id`;
