import type { LineReject } from '../meter-readings.js';
import { CIS_REASONS, type CisReason } from './reason-codes.js';

/** The columns of a CIS extract; found by name in the header, in any order. */
export const CIS_COLUMNS = [
  'customer_number',
  'customer_name',
  'email',
  'locale',
  'account_number',
  'agreement_number',
  'service_kind',
  'service_from',
  'service_to',
  'service_point_number',
  'address',
  'postcode',
  'time_zone',
  'tariff',
  'meter_number',
  'meter_from',
  'meter_to',
] as const;
/** Columns that an extract may leave out altogether; what is known then stays. */
export const CIS_OPTIONAL_COLUMNS = ['customer_kind', 'phone', 'mailing_address', 'voltage_class'] as const;
export type CisColumn = (typeof CIS_COLUMNS)[number] | (typeof CIS_OPTIONAL_COLUMNS)[number];
export type CisFields = Readonly<Record<(typeof CIS_COLUMNS)[number], string>> & {
  readonly [Column in (typeof CIS_OPTIONAL_COLUMNS)[number]]?: string;
};

const MAY_BE_EMPTY: ReadonlySet<CisColumn> = new Set([
  'email',
  'locale',
  'service_to',
  'time_zone',
  'tariff',
  'meter_number',
  'meter_from',
  'meter_to',
]);
/** The words of ESPI CustomerKind. */
export const CUSTOMER_KINDS: ReadonlySet<string> = new Set([
  'residential',
  'residentialAndCommercial',
  'residentialAndStreetlight',
  'residentialStreetlightOthers',
  'residentialFarmService',
  'commercialIndustrial',
  'pumpingLoad',
  'windMachine',
  'energyServiceSupplier',
  'energyServiceScheduler',
  'enterprise',
  'regionalOperator',
  'subsidiary',
  'internalUse',
  'other',
]);
const VOLTAGE_CLASSES: ReadonlySet<string> = new Set(['secondary', 'primary', 'transmission']);
export const SERVICE_KINDS: Readonly<Record<string, 0 | 1 | 2>> = { electric: 0, gas: 1, water: 2 };
const PERSONAL: ReadonlySet<CisColumn> = new Set(['email', 'customer_name', 'phone', 'mailing_address', 'address']);
export const LONGEST_FIELD = 256;

/** A local day `YYYY-MM-DD` at the service point, or a moment (seconds since 1970-01-01 UTC) that stands for the local day it falls in. */
export type CisDay = string | number;

/** One row, judged by itself: ends of dates are exclusive, null = open. `undefined` is what the file does not tell: what is known stays. */
export interface CisRow {
  readonly kind: 'row';
  readonly line: number;
  /** The row as received; of ESPI the path of its entry. */
  readonly raw: string;
  /** Of an ESPI file, whose fields are elements. */
  readonly written?: 'elements';
  readonly customerNumber: string;
  readonly customerName: string;
  readonly email: string | null | undefined;
  readonly locale: string | undefined;
  readonly accountNumber: string;
  readonly agreementNumber: string;
  /** ESPI ServiceKind: 0 electricity, 1 gas, 2 water. */
  readonly serviceKind: 0 | 1 | 2 | undefined;
  readonly serviceFrom: CisDay;
  readonly serviceTo: CisDay | null;
  readonly servicePointNumber: string;
  readonly address: string;
  readonly postcode: string;
  readonly timeZone: string | undefined;
  readonly tariff: string | null | undefined;
  readonly meter: { readonly number: string; readonly from: CisDay; readonly to: CisDay | null } | null;
  /** The optional columns: undefined where the extract does not have the column, null where it is empty. */
  readonly customerKind: string | null | undefined;
  readonly phone: string | null | undefined;
  readonly mailingAddress: string | null | undefined;
  readonly voltageClass: string | null | undefined;
}

export type CisReject = LineReject<CisReason>;

/** What stands in for what a file does not tell and nobody knows yet. */
export interface CisDefaults {
  readonly timeZone: string;
  readonly locale: string;
  /** Kind of service of a service point whose kind neither the file tells nor an earlier one has told. */
  readonly serviceKind?: 0 | 1 | 2;
}

/** Makes the reject of a row; personal data stays out of `value` and `text`. */
export function cisReject(line: number, code: CisReason, field: string, value: string, raw: string): CisReject {
  return { kind: 'reject', line, code, field, value: value.slice(0, 64), text: `${CIS_REASONS[code]}; see the column ${field}`, raw };
}

/** One row as named fields, judged by the rules of docs/reference/cis-extract.md. */
export function readCisRow(line: number, fields: CisFields, raw: string, defaults: CisDefaults): CisRow | CisReject {
  const refuse = (code: CisReason, field: CisColumn): CisReject =>
    cisReject(line, code, field, PERSONAL.has(field) ? '' : (fields[field] ?? ''), raw);
  for (const column of CIS_COLUMNS) {
    if (fields[column] === '' && !MAY_BE_EMPTY.has(column)) return refuse('field-missing', column);
    if (fields[column].length > LONGEST_FIELD) return refuse('field-too-long', column);
  }
  for (const column of CIS_OPTIONAL_COLUMNS) {
    if ((fields[column] ?? '').length > LONGEST_FIELD) return refuse('field-too-long', column);
  }
  if (fields.customer_kind && !CUSTOMER_KINDS.has(fields.customer_kind)) return refuse('unknown-customer-kind', 'customer_kind');
  if (fields.voltage_class && !VOLTAGE_CLASSES.has(fields.voltage_class)) return refuse('unknown-voltage-class', 'voltage_class');
  for (const column of ['service_from', 'service_to', 'meter_from', 'meter_to'] as const) {
    if (fields[column] !== '' && !isDay(fields[column])) return refuse('date-not-valid', column);
  }
  const serviceKind = Object.hasOwn(SERVICE_KINDS, fields.service_kind) ? SERVICE_KINDS[fields.service_kind] : undefined;
  if (serviceKind === undefined) return refuse('unknown-service-kind', 'service_kind');
  if (fields.service_to !== '' && fields.service_to <= fields.service_from) return refuse('dates-reversed', 'service_to');
  if (fields.email !== '' && !/^[^\s@]+@[^\s@]+$/.test(fields.email)) return refuse('email-not-valid', 'email');
  const timeZone = fields.time_zone || defaults.timeZone;
  if (!isTimeZone(timeZone)) return refuse('unknown-time-zone', 'time_zone');
  if (fields.meter_number === '' && (fields.meter_from || fields.meter_to)) return refuse('meter-number-missing', 'meter_number');
  if (fields.meter_number !== '' && fields.meter_from === '') return refuse('meter-from-missing', 'meter_from');
  if (fields.meter_to !== '' && fields.meter_to <= fields.meter_from) return refuse('dates-reversed', 'meter_to');
  return {
    kind: 'row',
    line,
    raw,
    customerNumber: fields.customer_number,
    customerName: fields.customer_name,
    email: fields.email || null,
    locale: fields.locale || defaults.locale,
    accountNumber: fields.account_number,
    agreementNumber: fields.agreement_number,
    serviceKind,
    serviceFrom: fields.service_from,
    serviceTo: fields.service_to || null,
    servicePointNumber: fields.service_point_number,
    address: fields.address,
    postcode: fields.postcode,
    timeZone,
    tariff: fields.tariff || null,
    meter: fields.meter_number === '' ? null : { number: fields.meter_number, from: fields.meter_from, to: fields.meter_to || null },
    customerKind: optional(fields.customer_kind),
    phone: optional(fields.phone),
    mailingAddress: optional(fields.mailing_address),
    voltageClass: optional(fields.voltage_class),
  };
}

const optional = (field: string | undefined): string | null | undefined => (field === '' ? null : field);

/** Whether a text is a day `YYYY-MM-DD` that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const knownZones = new Map<string, boolean>();

function isTimeZone(zone: string): boolean {
  let known = knownZones.get(zone);
  if (known === undefined) {
    known = tryZone(zone);
    if (knownZones.size < 1_000) knownZones.set(zone, known);
  }
  return known;
}

function tryZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: zone })) && !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}
