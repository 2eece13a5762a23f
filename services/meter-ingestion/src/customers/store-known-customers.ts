import type { EntityManager } from 'typeorm';
import type { KnownCustomers } from './known-customers.js';

/** Writes back what a step of an extract changed, one statement a table. */
export async function storeKnownCustomers(manager: EntityManager, { changed }: KnownCustomers): Promise<void> {
  await write(manager, CUSTOMERS, changed.customers, (one) => ({ ...one, mailing_address: one.mailingAddress }));
  // Two steps, so that numbers may go from account to account inside one extract.
  const renumbered = [...changed.renumbered];
  if (renumbered.length > 0) {
    await manager.query('UPDATE account SET account_number = id::text WHERE id = ANY($1::uuid[])', [renumbered.map(({ id }) => id)]);
    await write(manager, RENUMBERED, changed.renumbered, ({ id, number }) => ({ id, number }));
  }
  await write(manager, ACCOUNTS, changed.accounts, ({ id, number, customer }) => ({ id, number, customer_id: customer.id }));
  await write(manager, SERVICE_POINTS, changed.servicePoints, (one) => ({
    ...one,
    time_zone: one.timeZone,
    voltage_class: one.voltageClass,
  }));
  await write(manager, AGREEMENTS, changed.agreements, ({ id, number, account, servicePoint, from, to }) => ({
    id,
    number,
    account_id: account.id,
    service_point_id: servicePoint.id,
    from,
    to,
  }));
  await write(manager, METERS, changed.meters, ({ number, servicePoint, from, to }) => ({
    number,
    service_point_id: servicePoint.id,
    from,
    to,
  }));
}

async function write<T>(manager: EntityManager, sql: string, changed: ReadonlySet<T>, rowOf: (one: T) => object): Promise<void> {
  if (changed.size === 0) return;
  await manager.query(sql, [JSON.stringify([...changed].map(rowOf))]);
}

const CUSTOMERS = `
  INSERT INTO customer (id, customer_number, name, email, locale, kind, phone, mailing_address)
  SELECT id, number, name, email, locale, kind, phone, mailing_address FROM jsonb_to_recordset($1::jsonb)
      AS v (id uuid, number text, name text, email text, locale text, kind text, phone text, mailing_address text)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, locale = excluded.locale, kind = excluded.kind,
    phone = excluded.phone, mailing_address = excluded.mailing_address, changed_at = clock_timestamp()`;

const RENUMBERED = `
  UPDATE account SET account_number = v.number, changed_at = clock_timestamp()
    FROM jsonb_to_recordset($1::jsonb) AS v (id uuid, number text) WHERE account.id = v.id`;

const ACCOUNTS = `
  INSERT INTO account (id, account_number, customer_id)
  SELECT id, number, customer_id FROM jsonb_to_recordset($1::jsonb) AS v (id uuid, number text, customer_id uuid)`;

const SERVICE_POINTS = `
  INSERT INTO service_point (id, service_point_number, service_kind, address, postcode, time_zone, tariff, voltage_class)
  SELECT id, number, kind, address, postcode, time_zone, tariff, voltage_class FROM jsonb_to_recordset($1::jsonb)
      AS v (id uuid, number text, kind int, address text, postcode text, time_zone text, tariff text, voltage_class text)
  ON CONFLICT (id) DO UPDATE SET address = excluded.address, postcode = excluded.postcode, time_zone = excluded.time_zone,
    tariff = excluded.tariff, voltage_class = excluded.voltage_class, changed_at = clock_timestamp()`;

const AGREEMENTS = `
  INSERT INTO agreement (id, agreement_number, account_id, service_point_id, service_from, service_to)
  SELECT id, number, account_id, service_point_id, "from", "to" FROM jsonb_to_recordset($1::jsonb)
      AS v (id uuid, number text, account_id uuid, service_point_id uuid, "from" bigint, "to" bigint)
  ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id, service_from = excluded.service_from, service_to = excluded.service_to,
    changed_at = clock_timestamp()`;

const METERS = `
  INSERT INTO meter_installation (meter_number, service_point_id, installed_from, installed_to)
  SELECT number, service_point_id, "from", "to" FROM jsonb_to_recordset($1::jsonb)
      AS v (number text, service_point_id uuid, "from" bigint, "to" bigint)
  ON CONFLICT (meter_number, service_point_id, installed_from) DO UPDATE SET installed_to = excluded.installed_to,
    changed_at = clock_timestamp()`;
