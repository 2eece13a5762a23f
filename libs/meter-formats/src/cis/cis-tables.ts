import { CURRENCIES } from '@greenledger/espi';
import { CSV_UNITS } from '../csv/csv-units.js';
import { POWER_QUALITY_COLUMNS } from './cis-power-quality.js';

/** What a column of a table of its own holds. */
export interface TableColumn {
  readonly name: string;
  readonly needed: boolean;
  readonly form: 'text' | 'day' | 'decimal' | readonly string[];
}

const text = (name: string): TableColumn => ({ name, needed: true, form: 'text' });
const day = (name: string): TableColumn => ({ name, needed: true, form: 'day' });
const decimal = (name: string): TableColumn => ({ name, needed: true, form: 'decimal' });
const words = (name: string, form: readonly string[]): TableColumn => ({ name, needed: true, form });
const maybe = (column: TableColumn): TableColumn => ({ ...column, needed: false });

/** Words of `item_kind` to ESPI ItemKind. */
export const ITEM_KINDS: ReadonlyMap<string, number> = new Map([
  ['generation-fee', 1],
  ['delivery-fee', 2],
  ['usage-fee', 3],
  ['administrative-fee', 4],
  ['tax', 5],
  ['generation-credit', 6],
  ['delivery-credit', 7],
  ['administrative-credit', 8],
  ['payment', 9],
  ['information', 10],
]);

/** Words of `quality` to ESPI QualityOfReading. */
export const BILL_QUALITIES: ReadonlyMap<string, number> = new Map([
  ['revenue', 19],
  ['validated', 17],
  ['estimated', 8],
  ['raw', 14],
]);

/**
 * The files of a CIS extract beside customers and services, by the column that tells each from the others. The columns of
 * docs/reference/cis-extract.md; one that is not needed may be left out or be empty.
 */
export const CIS_TABLES = {
  rates: {
    mark: 'tariff_from',
    columns: [text('service_point_number'), text('tariff'), day('tariff_from'), maybe(day('tariff_to'))],
  },
  programs: {
    mark: 'program_code',
    columns: [
      text('agreement_number'),
      text('service_point_number'),
      text('program_code'),
      text('program_name'),
      words('program_status', ['enrolled', 'unenrolled', 'enrolledPending']),
      day('program_from'),
      maybe(day('program_to')),
      maybe(text('caiso_resource_id')),
      maybe(text('caiso_location_id')),
    ],
  },
  tariffPeriods: {
    mark: 'valid_from',
    columns: [
      text('tariff'),
      day('valid_from'),
      text('rank'),
      maybe(text('tou')),
      maybe(text('tou_name')),
      maybe(text('months')),
      maybe(words('days', ['all', 'weekdays', 'weekends'])),
      maybe(text('dates')),
      maybe(text('time_from')),
      maybe(text('time_to')),
      maybe(decimal('price')),
      maybe(words('price_unit', [...CSV_UNITS.keys()])),
      maybe(words('currency', [...CURRENCIES.keys()])),
    ],
  },
  powerQuality: {
    mark: 'summary_from',
    columns: [
      text('service_point_number'),
      day('summary_from'),
      day('summary_to'),
      ...Object.keys(POWER_QUALITY_COLUMNS).map((name) => maybe(decimal(name))),
    ],
  },
  bills: {
    mark: 'bill_number',
    columns: [
      text('bill_number'),
      text('agreement_number'),
      text('service_point_number'),
      day('period_from'),
      day('period_to'),
      maybe(day('read_from')),
      maybe(day('read_to')),
      day('issued_on'),
      words('currency', [...CURRENCIES.keys()]),
      decimal('amount'),
      maybe(decimal('amount_to_date')),
      maybe(text('tariff')),
      maybe(decimal('consumption')),
      maybe(decimal('consumption_to_date')),
      maybe(words('consumption_unit', [...CSV_UNITS.keys()])),
      maybe(decimal('peak_demand_kw')),
      maybe(decimal('ratchet_demand_kw')),
      maybe(day('ratchet_from')),
      maybe(day('ratchet_to')),
      maybe(decimal('current_day_consumption')),
      maybe(decimal('previous_day_consumption')),
      maybe(words('quality', [...BILL_QUALITIES.keys()])),
      maybe(text('item_note')),
      maybe(words('item_kind', [...ITEM_KINDS.keys()])),
      maybe(decimal('item_amount')),
      maybe(day('item_from')),
      maybe(day('item_to')),
    ],
  },
} as const satisfies Record<string, { readonly mark: string; readonly columns: readonly TableColumn[] }>;

export type CisTable = keyof typeof CIS_TABLES;

/** The table whose mark a header holds; undefined: customers and services. */
export function tableOf(names: readonly string[]): CisTable | undefined {
  return (Object.keys(CIS_TABLES) as CisTable[]).find((table) => names.includes(CIS_TABLES[table].mark));
}
