import type { Holder, ServiceKind, UsagePointChanged } from '@greenledger/contracts';
import type { OutboxEvent } from '@greenledger/messaging';
import type { EntityManager } from 'typeorm';
import { importEventId } from '../import/event-id.js';

type UsagePoint = UsagePointChanged['data'];

interface UsagePointRow {
  readonly usage_point_id: string;
  readonly service_kind: ServiceKind;
  readonly time_zone: string;
  readonly tariff: string | null;
  readonly published: string | null;
  readonly holders: readonly { customerId: string; from: number; to: number | null }[];
}

/**
 * The events of those usage points whose state, without personal data, differs from what was last published. Each event holds
 * the whole state. `step` makes the event ids those of this step of the import.
 */
export async function publishUsagePoints(
  manager: EntityManager,
  importId: string,
  step: number,
  usagePointIds: ReadonlySet<string>,
): Promise<readonly (OutboxEvent & UsagePointChanged)[]> {
  if (usagePointIds.size === 0) return [];
  const rows: UsagePointRow[] = await manager.query(SELECT, [[...usagePointIds]]);
  const changed = rows.flatMap((row) => {
    const data = stateOf(row);
    const text = JSON.stringify(data);
    return text === row.published ? [] : [{ data, text }];
  });
  if (changed.length > 0) {
    await manager.query(
      `UPDATE service_point s SET published = v.text FROM unnest($1::uuid[], $2::text[]) AS v (id, text) WHERE s.id = v.id`,
      [changed.map(({ data }) => data.usagePointId), changed.map(({ text }) => text)],
    );
  }
  const occurredAt = new Date();
  return changed.map(({ data }) => {
    const id = importEventId(importId, `usage-point:${step}:${data.usagePointId}`);
    return { id, type: 'UsagePointChanged', data, occurredAt };
  });
}

function stateOf(row: UsagePointRow): UsagePoint {
  const holders: Holder[] = row.holders.map(({ customerId, from, to }) => ({ customerId, from, to }));
  return {
    usagePointId: row.usage_point_id,
    serviceKind: row.service_kind,
    timeZone: row.time_zone,
    status: holders.some(({ to }) => to === null) ? 1 : 0,
    tariffProfile: row.tariff,
    holders,
  };
}

const SELECT = `
  SELECT s.id AS usage_point_id, s.service_kind, s.time_zone, s.tariff, s.published,
         coalesce(json_agg(json_build_object('customerId', a.customer_id, 'from', g.service_from, 'to', g.service_to)
           ORDER BY g.service_from, g.agreement_number) FILTER (WHERE g.id IS NOT NULL), '[]') AS holders
    FROM service_point s
    LEFT JOIN agreement g ON g.service_point_id = s.id
    LEFT JOIN account a ON a.id = g.account_id
   WHERE s.id = ANY($1) GROUP BY s.id ORDER BY s.id`;
