import type { UsagePointRate, UsagePointRatesChanged } from '@greenledger/contracts';
import type { OutboxEvent } from '@greenledger/messaging';
import type { EntityManager } from 'typeorm';
import { importEventId } from '../import/event-id.js';

interface Row {
  readonly id: string;
  readonly published: string | null;
  readonly rates: readonly UsagePointRate[];
}

/** The events of those service points whose tariffs differ from what was last told; each holds all of them. */
export async function publishRates(
  manager: EntityManager,
  importId: string,
  step: number,
  servicePointNumbers: readonly string[],
): Promise<readonly (OutboxEvent & UsagePointRatesChanged)[]> {
  if (servicePointNumbers.length === 0) return [];
  const rows: Row[] = await manager.query(SELECT, [[...new Set(servicePointNumbers)]]);
  const changed = rows.flatMap(({ id, published, rates }) => {
    const data = { usagePointId: id, rates: rates.map(({ tariff, from, to }) => ({ tariff, from, to })) };
    const text = JSON.stringify(data.rates);
    return text === (published ?? '[]') ? [] : [{ data, text }];
  });
  if (changed.length > 0) {
    await manager.query(
      `UPDATE service_point s SET published_rates = v.text FROM unnest($1::uuid[], $2::text[]) AS v (id, text) WHERE s.id = v.id`,
      [changed.map(({ data }) => data.usagePointId), changed.map(({ text }) => text)],
    );
  }
  const occurredAt = new Date();
  return changed.map(({ data }) => {
    const id = importEventId(importId, `rates:${step}:${data.usagePointId}`);
    return { id, type: 'UsagePointRatesChanged' as const, data, occurredAt };
  });
}

const SELECT = `
  SELECT s.id, s.published_rates AS published,
         coalesce(json_agg(json_build_object('tariff', r.tariff, 'from', r.effective_from, 'to', r.effective_to) ORDER BY r.effective_from)
           FILTER (WHERE r.service_point_id IS NOT NULL), '[]') AS rates
    FROM service_point s LEFT JOIN rate_schedule r ON r.service_point_id = s.id
   WHERE s.service_point_number = ANY($1) GROUP BY s.id ORDER BY s.id`;
