import type { ServiceKind } from '@greenledger/contracts';
import type { CisRow } from '@greenledger/meter-formats';
import type { EntityManager } from 'typeorm';
import type { NewId } from './customer-identities.js';
import { KnownCustomers, type KnownAccount, type KnownCustomer, type KnownServicePoint } from './known-customers.js';

/** Reads what is known of all that the rows name, and of what bears on it, in three queries. */
export async function loadKnownCustomers(manager: EntityManager, rows: readonly CisRow[], newId: NewId): Promise<KnownCustomers> {
  const known = new KnownCustomers(newId);
  const unique = (values: readonly string[]): string[] => [...new Set(values)];
  const places = unique(rows.map((row) => row.servicePointNumber));
  const parameters = [
    unique(rows.map((row) => row.customerNumber)),
    unique(rows.map((row) => row.accountNumber)),
    unique(rows.map((row) => row.agreementNumber)),
    places,
  ];
  const meters = unique(rows.flatMap((row) => (row.meter ? [row.meter.number] : [])));
  const found: AgreementRow[] = await manager.query(AGREEMENTS, parameters);
  const points: PointRow[] = await manager.query(`SELECT ${POINT} FROM service_point s WHERE s.service_point_number = ANY($1)`, [places]);
  const installed: MeterRow[] = meters.length === 0 ? [] : await manager.query(METERS, [meters]);
  for (const row of found) addAgreementRow(known, row);
  for (const row of points) pointOf(known, row);
  for (const row of installed) {
    known.addMeter({
      number: row.meter_number,
      servicePoint: pointOf(known, row),
      from: Number(row.installed_from),
      to: seconds(row.installed_to),
    });
  }
  return known;
}

function addAgreementRow(known: KnownCustomers, row: AgreementRow): void {
  const customer = customerOf(known, row);
  if (row.account_id === null) return;
  const account = accountOf(known, row.account_id, row.account_number!, customer);
  if (row.agreement_id === null) return;
  known.addAgreement({
    id: row.agreement_id,
    number: row.agreement_number!,
    servicePoint: pointOf(known, row),
    account,
    from: Number(row.service_from),
    to: seconds(row.service_to),
  });
}

function customerOf(known: KnownCustomers, row: AgreementRow): KnownCustomer {
  const customer = known.customers.get(row.customer_number) ?? {
    id: row.customer_id,
    number: row.customer_number,
    name: row.name,
    email: row.email,
    locale: row.locale,
    kind: row.kind,
    phone: row.phone,
    mailingAddress: row.mailing_address,
  };
  known.customers.set(customer.number, customer);
  return customer;
}

function accountOf(known: KnownCustomers, id: string, number: string, customer: KnownCustomer): KnownAccount {
  const account = known.accounts.get(number) ?? { id, number, customer };
  known.accounts.set(number, account);
  return account;
}

function pointOf(known: KnownCustomers, row: PointRow): KnownServicePoint {
  const point = known.servicePoints.get(row.service_point_number) ?? {
    id: row.service_point_id,
    number: row.service_point_number,
    kind: row.service_kind,
    address: row.address,
    postcode: row.postcode,
    timeZone: row.time_zone,
    tariff: row.tariff,
    voltageClass: row.voltage_class,
  };
  known.servicePoints.set(point.number, point);
  return point;
}

const seconds = (text: string | null): number | null => (text === null ? null : Number(text));

interface PointRow {
  readonly service_point_id: string;
  readonly service_point_number: string;
  readonly service_kind: ServiceKind;
  readonly address: string;
  readonly postcode: string;
  readonly time_zone: string;
  readonly tariff: string | null;
  readonly voltage_class: string | null;
}
interface MeterRow extends PointRow {
  readonly meter_number: string;
  readonly installed_from: string;
  readonly installed_to: string | null;
}
interface AgreementRow extends PointRow {
  readonly customer_id: string;
  readonly customer_number: string;
  readonly name: string;
  readonly email: string | null;
  readonly locale: string;
  readonly kind: string | null;
  readonly phone: string | null;
  readonly mailing_address: string | null;
  readonly account_id: string | null;
  readonly account_number: string | null;
  readonly agreement_id: string | null;
  readonly agreement_number: string | null;
  readonly service_from: string | null;
  readonly service_to: string | null;
}

const POINT = `s.id AS service_point_id, s.service_point_number, s.service_kind, s.address, s.postcode, s.time_zone, s.tariff, s.voltage_class`;
const CUSTOMER = `c.id AS customer_id, c.customer_number, c.name, c.email, c.locale, c.kind, c.phone, c.mailing_address`;

/** Agreements by number or place, accounts by number, customers by number: one row for each, the rest of it null. */
const AGREEMENTS = `
  SELECT ${CUSTOMER}, a.id AS account_id, a.account_number, g.id AS agreement_id, g.agreement_number, g.service_from, g.service_to, ${POINT}
    FROM (SELECT g.* FROM agreement g WHERE g.agreement_number = ANY($3)
           UNION SELECT g.* FROM agreement g JOIN service_point p ON p.id = g.service_point_id WHERE p.service_point_number = ANY($4)) g
    JOIN account a ON a.id = g.account_id JOIN customer c ON c.id = a.customer_id JOIN service_point s ON s.id = g.service_point_id
  UNION ALL
  SELECT ${CUSTOMER}, a.id, a.account_number, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM account a JOIN customer c ON c.id = a.customer_id WHERE a.account_number = ANY($2)
  UNION ALL
  SELECT ${CUSTOMER}, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM customer c WHERE c.customer_number = ANY($1)`;

const METERS = `
  SELECT m.meter_number, m.installed_from, m.installed_to, ${POINT}
    FROM meter_installation m JOIN service_point s ON s.id = m.service_point_id WHERE m.meter_number = ANY($1)`;
