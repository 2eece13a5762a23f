import { parseDecimal } from '../decimal.js';
import { cisReject, isDay, type CisReject } from './cis-row.js';
import type { TableColumn } from './cis-tables.js';
import type { CisReason } from './reason-codes.js';

const LONGEST_FIELD = 256;

/** A row of a table by column name, each field of the form that its column has; '' where nothing stands. */
export interface TableRow {
  readonly line: number;
  /** The row as received. */
  readonly raw: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Judges the fields of a row one by one. */
export function readTableRow(
  line: number,
  fields: Readonly<Record<string, string>>,
  raw: string,
  columns: readonly TableColumn[],
): TableRow | CisReject {
  for (const { name, needed, form } of columns) {
    const value = fields[name] ?? '';
    const fault = faultOf(value, needed, form);
    if (fault) return cisReject(line, fault, name, value, raw);
  }
  return { line, raw, fields };
}

function faultOf(value: string, needed: boolean, form: TableColumn['form']): CisReason | undefined {
  if (value === '') return needed ? 'field-missing' : undefined;
  if (value.length > LONGEST_FIELD) return 'field-too-long';
  if (form === 'day') return isDay(value) ? undefined : 'date-not-valid';
  if (form === 'decimal') return parseDecimal(value) ? undefined : 'amount-not-valid';
  if (form !== 'text' && !form.includes(value)) return 'unknown-word';
  return undefined;
}
