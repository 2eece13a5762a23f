import { randomUUID } from 'node:crypto';
import type { CisColumn, CisDefaults, CisReason, CisRow } from '@greenledger/meter-formats';
import type { KnownAccount, KnownCustomer, KnownCustomers, KnownServicePoint } from './known-customers.js';
import { overlaps, type Span } from './local-moments.js';
import { settleCisRow, type SettledRow } from './settle-cis-row.js';

export interface RowConflict {
  readonly code: CisReason;
  readonly column: CisColumn;
  readonly value: string;
}

/**
 * Takes one row into what is known; all checks come before the first change, so a conflict leaves no trace.
 * @returns the usage point it is about, or the conflict with what is known.
 */
export function applyCisRow(known: KnownCustomers, written: CisRow, defaults: CisDefaults): string | RowConflict {
  const row = settleCisRow(known, written, defaults);
  if ('code' in row) return row;
  const { service, installed: meter } = row;
  const conflict = findConflict(known, row, service, meter);
  if (conflict) return conflict;
  const customer = takeCustomer(known, row);
  const account = takeAccount(known, row, customer);
  const place = takeServicePoint(known, row);
  takeAgreement(known, row.agreementNumber, account, place, service);
  if (row.meter && meter) takeMeter(known, row.meter.number, place, meter);
  return place.id;
}

function findConflict(known: KnownCustomers, row: SettledRow, service: Span, meter: Span | null): RowConflict | undefined {
  const conflict = (code: CisReason, column: CisColumn, value: string): RowConflict => ({ code, column, value });
  const place = known.servicePoints.get(row.servicePointNumber);
  if (place && place.kind !== row.serviceKind) return conflict('service-point-changed-kind', 'service_kind', row.servicePointNumber);
  const account = known.accounts.get(row.accountNumber);
  if (account && account.customer.number !== row.customerNumber)
    return conflict('account-of-another-customer', 'account_number', row.accountNumber);
  if (known.agreementsNumbered(row.agreementNumber).some((one) => one.account.customer.number !== row.customerNumber))
    return conflict('agreement-of-another-account', 'agreement_number', row.agreementNumber);
  if (known.agreementsAt(row.servicePointNumber).some((one) => one.number !== row.agreementNumber && overlaps(one, service)))
    return conflict('agreement-overlaps', 'service_from', row.servicePointNumber);
  if (meter) {
    const number = row.meter!.number;
    const same = (one: { servicePoint: KnownServicePoint; from: number }): boolean =>
      one.servicePoint.number === row.servicePointNumber && one.from === meter.from;
    if (known.metersNumbered(number).some((one) => !same(one) && overlaps(one, meter)))
      return conflict('meter-overlaps', 'meter_from', number);
  }
  return undefined;
}

function takeCustomer(known: KnownCustomers, row: SettledRow): KnownCustomer {
  const before = known.customers.get(row.customerNumber);
  const customer = before ?? {
    id: known.newId('customer', row.customerNumber),
    number: row.customerNumber,
    name: row.customerName,
    email: row.email ?? null,
    locale: row.locale,
    kind: row.customerKind ?? null,
    phone: row.phone ?? null,
    mailingAddress: row.mailingAddress ?? null,
  };
  known.customers.set(customer.number, customer);
  const { customerName: name, email, locale, customerKind: kind, phone, mailingAddress } = row;
  if (!before || assign(customer, { name, email, locale, kind, phone, mailingAddress })) known.changed.customers.add(customer);
  return customer;
}

/**
 * The account of the row. When the agreement is known under another account of the same customer, and the number of the row
 * under none, the account got a new number: it keeps its own id, and all its agreements come along.
 */
function takeAccount(known: KnownCustomers, row: SettledRow, customer: KnownCustomer): KnownAccount {
  const account = known.accounts.get(row.accountNumber);
  if (account) return account;
  const moved = known.agreementsAt(row.servicePointNumber).find(({ number }) => number === row.agreementNumber)?.account;
  if (moved?.customer === customer) {
    known.accounts.delete(moved.number);
    moved.number = row.accountNumber;
    known.accounts.set(moved.number, moved);
    if (!known.changed.accounts.has(moved)) known.changed.renumbered.add(moved);
    return moved;
  }
  const opened = { id: randomUUID(), number: row.accountNumber, customer };
  known.accounts.set(opened.number, opened);
  known.changed.accounts.add(opened);
  return opened;
}

function takeServicePoint(known: KnownCustomers, row: SettledRow): KnownServicePoint {
  const { address, postcode, timeZone, tariff } = row;
  const before = known.servicePoints.get(row.servicePointNumber);
  const id = before?.id ?? known.newId('service-point', row.servicePointNumber);
  const own = { id, number: row.servicePointNumber, kind: row.serviceKind };
  const place = before ?? { ...own, address, postcode, timeZone, tariff: tariff ?? null, voltageClass: row.voltageClass ?? null };
  known.servicePoints.set(place.number, place);
  if (!before || assign(place, { address, postcode, timeZone, tariff, voltageClass: row.voltageClass }))
    known.changed.servicePoints.add(place);
  return place;
}

function takeAgreement(known: KnownCustomers, number: string, account: KnownAccount, servicePoint: KnownServicePoint, span: Span): void {
  const before = known.agreementsAt(servicePoint.number).find((one) => one.number === number);
  if (before) {
    if (assign(before, { account, ...span })) known.changed.agreements.add(before);
    return;
  }
  const agreement = { id: randomUUID(), number, servicePoint, account, ...span };
  known.addAgreement(agreement);
  known.changed.agreements.add(agreement);
}

function takeMeter(known: KnownCustomers, number: string, servicePoint: KnownServicePoint, span: Span): void {
  const before = known.metersNumbered(number).find((one) => one.servicePoint === servicePoint && one.from === span.from);
  if (before) {
    if (assign(before, { to: span.to })) known.changed.meters.add(before);
    return;
  }
  const meter = { number, servicePoint, ...span };
  known.addMeter(meter);
  known.changed.meters.add(meter);
}

/** Sets what is given; `undefined` keeps what is known. @returns whether anything differs. */
function assign<T extends object>(target: T, values: { readonly [K in keyof T]?: T[K] | undefined }): boolean {
  let differs = false;
  for (const key in values) {
    const value = values[key];
    if (value === undefined || target[key] === value) continue;
    target[key] = value as T[typeof key];
    differs = true;
  }
  return differs;
}
