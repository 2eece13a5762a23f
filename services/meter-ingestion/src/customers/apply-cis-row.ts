import { localDayBounds } from '@greenledger/espi';
import type { CisColumn, CisReason, CisRow } from '@greenledger/meter-formats';
import type { EntityManager } from 'typeorm';

export interface RowConflict {
  readonly code: CisReason;
  readonly column: CisColumn;
  readonly value: string;
}

/** Half-open, seconds since 1970-01-01 UTC. */
interface Span {
  readonly from: number;
  readonly to: number | null;
}

/**
 * Writes one row into the customer tables; all checks come before the first write, so a conflict leaves no trace.
 * @returns the usage point it is about, or the conflict with what is known.
 */
export async function applyCisRow(manager: EntityManager, row: CisRow): Promise<string | RowConflict> {
  const service = span(row.timeZone, row.serviceFrom, row.serviceTo);
  const meter = row.meter && span(row.timeZone, row.meter.from, row.meter.to);
  const conflict = await findConflict(manager, row, service, meter);
  if (conflict) return conflict;
  const customerId = await upsert(
    manager,
    `INSERT INTO customer (customer_number, name, email, locale) VALUES ($1, $2, $3, $4)
     ON CONFLICT (customer_number) DO UPDATE SET name = excluded.name, email = excluded.email, locale = excluded.locale RETURNING id`,
    [row.customerNumber, row.customerName, row.email, row.locale],
  );
  await renumberAccount(manager, row, customerId);
  const accountId = await upsert(
    manager,
    `INSERT INTO account (account_number, customer_id) VALUES ($1, $2)
     ON CONFLICT (account_number) DO UPDATE SET customer_id = excluded.customer_id RETURNING id`,
    [row.accountNumber, customerId],
  );
  const usagePointId = await upsert(
    manager,
    `INSERT INTO service_point (service_point_number, service_kind, address, postcode, time_zone, tariff) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (service_point_number) DO UPDATE SET address = excluded.address, postcode = excluded.postcode,
       time_zone = excluded.time_zone, tariff = excluded.tariff RETURNING id`,
    [row.servicePointNumber, row.serviceKind, row.address, row.postcode, row.timeZone, row.tariff],
  );
  await manager.query(
    `INSERT INTO agreement (agreement_number, account_id, service_point_id, service_from, service_to) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (agreement_number, service_point_id) DO UPDATE SET service_from = excluded.service_from, service_to = excluded.service_to,
       account_id = excluded.account_id`,
    [row.agreementNumber, accountId, usagePointId, service.from, service.to],
  );
  if (row.meter && meter) {
    await manager.query(
      `INSERT INTO meter_installation (meter_number, service_point_id, installed_from, installed_to) VALUES ($1, $2, $3, $4)
       ON CONFLICT (meter_number, service_point_id, installed_from) DO UPDATE SET installed_to = excluded.installed_to`,
      [row.meter.number, usagePointId, meter.from, meter.to],
    );
  }
  return usagePointId;
}

function span(zone: string, from: string, to: string | null): Span {
  return { from: localDayBounds(zone, from).start, to: to === null ? null : localDayBounds(zone, to).start };
}

async function findConflict(manager: EntityManager, row: CisRow, service: Span, meter: Span | null): Promise<RowConflict | undefined> {
  const [found]: Record<CisReason, boolean>[] = await manager.query(CONFLICTS, [
    row.servicePointNumber,
    row.serviceKind,
    row.accountNumber,
    row.customerNumber,
    row.agreementNumber,
    service.from,
    service.to,
    row.meter?.number ?? null,
    meter?.from ?? null,
    meter?.to ?? null,
  ]);
  const conflict = (code: CisReason, column: CisColumn, value: string): RowConflict[] => (found?.[code] ? [{ code, column, value }] : []);
  return [
    ...conflict('service-point-changed-kind', 'service_kind', row.servicePointNumber),
    ...conflict('account-of-another-customer', 'account_number', row.accountNumber),
    ...conflict('agreement-of-another-account', 'agreement_number', row.agreementNumber),
    ...conflict('agreement-overlaps', 'service_from', row.servicePointNumber),
    ...conflict('meter-overlaps', 'meter_from', row.meter?.number ?? ''),
  ][0];
}

/**
 * The agreement is known under another account of the same customer, and the number of the row under none: the account got
 * a new number. It keeps its own id, and all its agreements come along.
 */
async function renumberAccount(manager: EntityManager, row: CisRow, customerId: string): Promise<void> {
  await manager.query(
    `UPDATE account SET account_number = $1 WHERE customer_id = $2 AND NOT EXISTS (SELECT FROM account WHERE account_number = $1)
        AND id IN (SELECT g.account_id FROM agreement g JOIN service_point s ON s.id = g.service_point_id
                    WHERE g.agreement_number = $3 AND s.service_point_number = $4)`,
    [row.accountNumber, customerId, row.agreementNumber, row.servicePointNumber],
  );
}

/** Every rule between a row and what is known, in one round trip; `null` ends are open, so they count as infinity. */
const CONFLICTS = `
  SELECT
    EXISTS (SELECT FROM service_point WHERE service_point_number = $1 AND service_kind <> $2::int) AS "service-point-changed-kind",
    EXISTS (SELECT FROM account a JOIN customer c ON c.id = a.customer_id
             WHERE a.account_number = $3 AND c.customer_number <> $4) AS "account-of-another-customer",
    EXISTS (SELECT FROM agreement g JOIN account a ON a.id = g.account_id JOIN customer c ON c.id = a.customer_id
             WHERE g.agreement_number = $5 AND c.customer_number <> $4) AS "agreement-of-another-account",
    EXISTS (SELECT FROM agreement g JOIN service_point s ON s.id = g.service_point_id
             WHERE s.service_point_number = $1 AND g.agreement_number <> $5
               AND g.service_from < coalesce($7::bigint, 9e15) AND $6::bigint < coalesce(g.service_to, 9e15)) AS "agreement-overlaps",
    EXISTS (SELECT FROM meter_installation m JOIN service_point s ON s.id = m.service_point_id
             WHERE m.meter_number = $8 AND NOT (s.service_point_number = $1 AND m.installed_from = $9::bigint)
               AND m.installed_from < coalesce($10::bigint, 9e15) AND $9::bigint < coalesce(m.installed_to, 9e15)) AS "meter-overlaps"`;

async function upsert(manager: EntityManager, sql: string, parameters: readonly unknown[]): Promise<string> {
  const [row]: { id: string }[] = await manager.query(sql, [...parameters]);
  return row!.id;
}
