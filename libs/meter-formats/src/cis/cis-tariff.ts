import { CURRENCIES } from '@greenledger/espi';
import { parseDecimal, scaleExactly } from '../decimal.js';
import { CSV_UNITS } from '../csv/csv-units.js';
import { cisReject, isDay, type CisReject } from './cis-row.js';
import type { CisReason } from './reason-codes.js';
import type { TableRow } from './table-row.js';

/** What a unit of energy or volume costs: `amount` in 10^-8 of the currency for each `per` of `uom` (UnitSymbolKind). */
export interface CisPrice {
  readonly amount: number;
  /** ISO 4217 number. */
  readonly currency: number;
  readonly uom: number;
  readonly per: number;
}

/** A time of use of a tariff; `tou` null: the period of this rank no longer holds. */
export interface CisTariffPeriod {
  readonly kind: 'tariff-period';
  readonly line: number;
  readonly raw: string;
  readonly tariff: string;
  /** First local day of the calendar. */
  readonly from: string;
  readonly rank: number;
  readonly tou: number | null;
  readonly name: string | null;
  readonly months: readonly number[];
  readonly days: 'all' | 'weekdays' | 'weekends';
  readonly dates: readonly string[];
  /** Minutes of the local day, half-open. */
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly price: CisPrice | null;
}

class Fault extends Error {
  constructor(
    readonly code: CisReason,
    readonly column: string,
  ) {
    super(code);
  }
}

const LARGEST_INT16 = 32_767;
const DAY_MINUTES = 1_440;
const PRICE = { digits: 100_000_000n, scale: 0 };

/** Makes a period of a row, or says which of its columns cannot be taken. */
export function readTariffPeriod({ line, raw, fields }: TableRow): CisTariffPeriod | CisReject {
  const field = (name: string): string => fields[name] ?? '';
  try {
    const [fromMinute, toMinute] = [minuteOf(field('time_from'), 'time_from', 0), minuteOf(field('time_to'), 'time_to', DAY_MINUTES)];
    if (toMinute <= fromMinute) throw new Fault('times-reversed', 'time_to');
    return {
      kind: 'tariff-period',
      line,
      raw,
      tariff: field('tariff'),
      from: field('valid_from'),
      rank: numberOf(field('rank'), 'rank'),
      tou: field('tou') === '' ? null : numberOf(field('tou'), 'tou'),
      name: field('tou_name') || null,
      months: monthsOf(field('months')),
      days: (field('days') || 'all') as CisTariffPeriod['days'],
      dates: datesOf(field('dates')),
      fromMinute,
      toMinute,
      price: priceOf(field('price'), field('price_unit'), field('currency')),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return cisReject(line, error.code, error.column, field(error.column), raw);
  }
}

function numberOf(text: string, column: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > LARGEST_INT16) throw new Fault('number-not-valid', column);
  return number;
}

/** `HH:MM`, up to 24:00. */
function minuteOf(text: string, column: string, otherwise: number): number {
  if (text === '') return otherwise;
  const match = /^(\d\d):([0-5]\d)$/.exec(text);
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Infinity;
  if (minute > DAY_MINUTES) throw new Fault('time-not-valid', column);
  return minute;
}

/** `6-9`, `11-2` (over the turn of the year), or several of them with blanks between; empty: all. */
function monthsOf(text: string): number[] {
  const months = new Set<number>();
  for (const part of text.split(' ').filter(Boolean)) {
    const match = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part);
    const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    if (!match || first < 1 || first > 12 || last < 1 || last > 12) throw new Fault('months-not-valid', 'months');
    for (let month = first; ; month = (month % 12) + 1) {
      months.add(month);
      if (month === last) break;
    }
  }
  return [...months].sort((a, b) => a - b);
}

function datesOf(text: string): string[] {
  const dates = text.split(' ').filter(Boolean);
  if (!dates.every(isDay)) throw new Fault('date-not-valid', 'dates');
  return [...new Set(dates)].sort();
}

function priceOf(price: string, unit: string, currency: string): CisPrice | null {
  if (price === '') return null;
  const of = CSV_UNITS.get(unit);
  if (!of) throw new Fault('field-missing', 'price_unit');
  if (currency === '') throw new Fault('field-missing', 'currency');
  const amount = parseDecimal(price) && scaleExactly(price, PRICE);
  if (typeof amount !== 'number') throw new Fault('amount-not-valid', 'price');
  const { uom, factor, powerOfTenMultiplier } = of;
  // As many of the unit without multiplier as one word stands for: a kWh is 1000 Wh, a therm 1 therm.
  const per = (Number(factor.digits) / 10 ** factor.scale) * 10 ** powerOfTenMultiplier;
  return { amount, currency: CURRENCIES.get(currency)!, uom, per };
}
