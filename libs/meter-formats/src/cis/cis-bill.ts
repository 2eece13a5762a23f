import { CURRENCIES } from '@greenledger/espi';
import { CSV_UNITS } from '../csv/csv-units.js';
import { type Decimal, parseDecimal, scaleExactly } from '../decimal.js';
import { cisReject, type CisReject } from './cis-row.js';
import { BILL_QUALITIES, CIS_TABLES, ITEM_KINDS } from './cis-tables.js';
import type { CisReason } from './reason-codes.js';
import type { TableRow } from './table-row.js';

/** A measured quantity: `value` × 10^`powerOfTenMultiplier` in the unit `uom` (UnitSymbolKind). */
export interface BillQuantity {
  readonly value: number;
  readonly uom: number;
  readonly powerOfTenMultiplier: number;
}

export interface CisBillItem {
  readonly note: string;
  /** ESPI ItemKind. */
  readonly itemKind: number;
  /** 1/100000 of the currency. */
  readonly amount: number;
  /** Local days, the end exclusive; both or none. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A bill with its line items: days are local, ends exclusive; amounts in 1/100000 of the currency, as ESPI has them. */
export interface CisBill {
  readonly kind: 'bill';
  /** The last of its rows. */
  readonly line: number;
  /** Its rows as received. */
  readonly rows: ReadonlyArray<{ readonly line: number; readonly raw: string }>;
  readonly billNumber: string;
  readonly agreementNumber: string;
  readonly servicePointNumber: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly readFrom: string | null;
  readonly readTo: string | null;
  readonly issuedOn: string;
  /** ISO 4217 number. */
  readonly currency: number;
  readonly amount: number;
  readonly amountToDate: number | null;
  readonly tariff: string | null;
  readonly consumption: BillQuantity | null;
  readonly consumptionToDate: BillQuantity | null;
  readonly peakDemand: BillQuantity | null;
  readonly ratchetDemand: BillQuantity | null;
  /** Local days, the end exclusive; both or none. */
  readonly ratchetFrom: string | null;
  readonly ratchetTo: string | null;
  readonly currentDayConsumption: BillQuantity | null;
  readonly previousDayConsumption: BillQuantity | null;
  /** QualityOfReading; null: not told. */
  readonly quality: number | null;
  readonly items: readonly CisBillItem[];
}

const MONEY: Decimal = { digits: 100_000n, scale: 0 };
const KILO: Decimal = { digits: 1_000n, scale: 0 };
const WATT = 38;
const OF_THE_ITEM = new Set(['item_note', 'item_kind', 'item_amount', 'item_from', 'item_to']);
const OF_THE_BILL = CIS_TABLES.bills.columns.map(({ name }) => name).filter((name) => !OF_THE_ITEM.has(name));
/** Largest Int48 of the schema. */
const LARGEST = 140_737_488_355_328;

class Fault extends Error {
  constructor(
    readonly code: CisReason,
    readonly column: string,
    readonly row: TableRow,
  ) {
    super(code);
  }
}

/** The bill that some rows make together, or the first row that is at fault. */
export function readBill(rows: readonly TableRow[]): CisBill | CisReject {
  try {
    return billOf(rows);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, column, row } = error;
    return cisReject(row.line, code, column, row.fields[column] ?? '', row.raw);
  }
}

function billOf(rows: readonly TableRow[]): CisBill {
  const first = rows[0]!;
  const { fields } = first;
  const other = rows.find((row) => OF_THE_BILL.some((name) => (row.fields[name] ?? '') !== (fields[name] ?? '')));
  if (other)
    throw new Fault(
      'bill-rows-differ',
      OF_THE_BILL.find((name) => (other.fields[name] ?? '') !== (fields[name] ?? ''))!,
      other,
    );
  const text = (name: string): string | null => fields[name] || null;
  if (fields['period_to']! <= fields['period_from']!) throw new Fault('dates-reversed', 'period_to', first);
  const [readFrom, readTo] = pair(first, 'read_from', 'read_to');
  const [ratchetFrom, ratchetTo] = pair(first, 'ratchet_from', 'ratchet_to');
  return {
    kind: 'bill',
    line: rows.at(-1)!.line,
    rows: rows.map(({ line, raw }) => ({ line, raw })),
    billNumber: fields['bill_number']!,
    agreementNumber: fields['agreement_number']!,
    servicePointNumber: fields['service_point_number']!,
    periodFrom: fields['period_from']!,
    periodTo: fields['period_to']!,
    readFrom,
    readTo,
    issuedOn: fields['issued_on']!,
    currency: CURRENCIES.get(fields['currency']!)!,
    amount: scaled(first, 'amount', MONEY)!,
    amountToDate: scaled(first, 'amount_to_date', MONEY),
    tariff: text('tariff'),
    consumption: quantity(first, 'consumption'),
    consumptionToDate: quantity(first, 'consumption_to_date'),
    peakDemand: demand(first, 'peak_demand_kw'),
    ratchetDemand: demand(first, 'ratchet_demand_kw'),
    ratchetFrom,
    ratchetTo,
    currentDayConsumption: quantity(first, 'current_day_consumption'),
    previousDayConsumption: quantity(first, 'previous_day_consumption'),
    quality: BILL_QUALITIES.get(fields['quality'] ?? '') ?? null,
    items: rows.flatMap((row) => itemOf(row)),
  };
}

function itemOf(row: TableRow): CisBillItem[] {
  const { item_note: note = '', item_kind: kind = '', item_amount: amount = '' } = row.fields;
  const given = [...OF_THE_ITEM].filter((name) => (row.fields[name] ?? '') !== '');
  if (given.length === 0) return [];
  const missing = [note === '' && 'item_note', kind === '' && 'item_kind', amount === '' && 'item_amount'].find(Boolean);
  if (missing) throw new Fault('field-missing', missing, row);
  const [from, to] = pair(row, 'item_from', 'item_to');
  return [{ note, itemKind: ITEM_KINDS.get(kind)!, amount: scaled(row, 'item_amount', MONEY)!, from, to }];
}

/** Two days of which the second is later; one without the other is a fault. */
function pair(row: TableRow, from: string, to: string): [string | null, string | null] {
  const [start, end] = [row.fields[from] || null, row.fields[to] || null];
  if ((start === null) !== (end === null)) throw new Fault('field-missing', start === null ? from : to, row);
  if (start !== null && end! <= start) throw new Fault('dates-reversed', to, row);
  return [start, end];
}

function scaled(row: TableRow, column: string, factor: Decimal): number | null {
  const text = row.fields[column] ?? '';
  if (text === '') return null;
  const whole = parseDecimal(text) && scaleExactly(text, factor);
  if (typeof whole !== 'number' || Math.abs(whole) >= LARGEST) throw new Fault('amount-not-valid', column, row);
  return whole;
}

function quantity(row: TableRow, column: string): BillQuantity | null {
  if ((row.fields[column] ?? '') === '') return null;
  const unit = CSV_UNITS.get(row.fields['consumption_unit'] ?? '');
  if (!unit) throw new Fault('field-missing', 'consumption_unit', row);
  return { value: scaled(row, column, unit.factor)!, uom: unit.uom, powerOfTenMultiplier: unit.powerOfTenMultiplier };
}

function demand(row: TableRow, column: string): BillQuantity | null {
  const value = scaled(row, column, KILO);
  return value === null ? null : { value, uom: WATT, powerOfTenMultiplier: 0 };
}
