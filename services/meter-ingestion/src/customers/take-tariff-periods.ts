import type { TariffCalendarChanged, TariffPeriod } from '@greenledger/contracts';
import type { CisTariffPeriod } from '@greenledger/meter-formats';
import type { OutboxEvent } from '@greenledger/messaging';
import type { EntityManager } from 'typeorm';
import { importEventId } from '../import/event-id.js';

type Calendar = Pick<TariffCalendarChanged['data'], 'tariff' | 'from'>;
interface Row extends Calendar {
  readonly period: TariffPeriod;
}

/** Takes times of use, each under its rank in the calendar of a tariff, and tells the calendars that differ from before. */
export async function takeTariffPeriods(
  manager: EntityManager,
  importId: string,
  step: number,
  periods: readonly CisTariffPeriod[],
): Promise<readonly (OutboxEvent & TariffCalendarChanged)[]> {
  if (periods.length === 0) return [];
  const names = new Map(periods.map(({ tariff, from }): [string, Calendar] => [JSON.stringify([tariff, from]), { tariff, from }]));
  const calendars = [...names.values()];
  const before = await readCalendars(manager, calendars);
  // The last row of a rank in a file holds.
  const told = [...new Map(periods.map((period) => [JSON.stringify([period.tariff, period.from, period.rank]), period])).values()];
  const kept = told.flatMap(({ tariff, from, tou, ...period }) => (tou === null ? [] : { tariff, from, period: periodOf(period, tou) }));
  await manager.query(REMOVE, [JSON.stringify(told.filter(({ tou }) => tou === null))]);
  await manager.query(STORE, [JSON.stringify(kept)]);
  const after = await readCalendars(manager, calendars);
  const occurredAt = new Date();
  return calendars.flatMap(({ tariff, from }) => {
    const data = { tariff, from, periods: after.get(tariff + from) ?? [] };
    if (JSON.stringify(data.periods) === JSON.stringify(before.get(tariff + from) ?? [])) return [];
    return [{ id: importEventId(importId, `tariff:${step}:${tariff}:${from}`), type: 'TariffCalendarChanged' as const, data, occurredAt }];
  });
}

/** The members in one fixed order, so that the same is told in the same words. */
function periodOf(period: Omit<CisTariffPeriod, 'tariff' | 'from' | 'tou'>, tou: number): TariffPeriod {
  const { rank, name, months, days, dates, fromMinute, toMinute, price } = period;
  return { rank, tou, name, months, days, dates, fromMinute, toMinute, price };
}

/** The periods of calendars, by tariff and first day, ascending by rank. */
async function readCalendars(manager: EntityManager, calendars: readonly Calendar[]): Promise<Map<string, TariffPeriod[]>> {
  const rows: Row[] = await manager.query(
    `SELECT p.tariff, p.valid_from::text AS "from", p.period FROM tariff_period p
       JOIN unnest($1::text[], $2::date[]) AS w (tariff, valid_from) ON w.tariff = p.tariff AND w.valid_from = p.valid_from ORDER BY p.rank`,
    [calendars.map(({ tariff }) => tariff), calendars.map(({ from }) => from)],
  );
  const found = new Map<string, TariffPeriod[]>();
  for (const { tariff, from, period } of rows) {
    const { rank, tou, name, months, days, dates, fromMinute, toMinute, price } = period;
    const money = price && { amount: price.amount, currency: price.currency, uom: price.uom, per: price.per };
    const ordered = { rank, tou, name, months, days, dates, fromMinute, toMinute, price: money };
    found.set(tariff + from, [...(found.get(tariff + from) ?? []), ordered]);
  }
  return found;
}

const REMOVE = `
  DELETE FROM tariff_period p USING jsonb_to_recordset($1::jsonb) AS v (tariff text, "from" date, rank integer)
   WHERE p.tariff = v.tariff AND p.valid_from = v."from" AND p.rank = v.rank`;

const STORE = `
  INSERT INTO tariff_period (tariff, valid_from, rank, period)
  SELECT tariff, "from", (period ->> 'rank')::integer, period FROM jsonb_to_recordset($1::jsonb) AS v (tariff text, "from" date, period jsonb)
  ON CONFLICT (tariff, valid_from, rank) DO UPDATE SET period = excluded.period, changed_at = clock_timestamp()`;
