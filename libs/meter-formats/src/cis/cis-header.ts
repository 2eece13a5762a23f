import { UnrecognizedFileError } from '../meter-readings.js';
import { CIS_COLUMNS, CIS_OPTIONAL_COLUMNS, type CisFields } from './cis-row.js';
import { CIS_TABLES, tableOf, type CisTable } from './cis-tables.js';

/** Which file of an extract it is, where each column stands, and the names of columns that are not read. */
export interface CisHeader {
  /** undefined: customers and services. */
  readonly table: CisTable | undefined;
  readonly index: ReadonlyMap<string, number>;
  readonly ignored: readonly string[];
}

/**
 * The header of a CIS extract, by name, in any order; other columns are ignored and named in the import's notes.
 * @throws UnrecognizedFileError when a column is missing or stands twice.
 */
export function readCisHeader(written: readonly string[]): CisHeader {
  const names = written.map((name) => name.trim().toLowerCase());
  const table = tableOf(names);
  const { needed, optional } = columnsOf(table);
  const index = new Map<string, number>();
  const ignored: string[] = [];
  names.forEach((name, at) => {
    if (!needed.includes(name) && !optional.includes(name)) ignored.push(name.slice(0, 64));
    else if (index.has(name)) throw new UnrecognizedFileError(`The column ${name} stands twice in the header of the CIS extract`);
    else index.set(name, at);
  });
  const missing = needed.filter((column) => !index.has(column));
  if (missing.length > 0) {
    throw new UnrecognizedFileError(`A CIS extract begins with a header row; these columns are missing: ${missing.join(', ')}`);
  }
  return { table, index, ignored };
}

function columnsOf(table: CisTable | undefined): { needed: readonly string[]; optional: readonly string[] } {
  if (table === undefined) return { needed: CIS_COLUMNS, optional: CIS_OPTIONAL_COLUMNS };
  const { columns } = CIS_TABLES[table];
  const names = (wanted: boolean): string[] => columns.filter(({ needed }) => needed === wanted).map(({ name }) => name);
  return { needed: names(true), optional: names(false) };
}

/** Whether the first line of a file may be the header of a CIS extract. */
export function looksLikeCisExtract(beginning: string): boolean {
  const first = beginning.split(/\r?\n/, 1)[0]!.toLowerCase();
  return first.includes('customer_number') || tableOf(first.split(',').map((name) => name.trim())) !== undefined;
}

/** The fields of a row by name; an optional column that the extract does not have stays out. */
export function namedFields(header: CisHeader, values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...header.index].map(([column, at]) => [column, (values[at] ?? '').trim()]));
}

/** The same of a row of customers and services, whose needed columns the header has shown to be there. */
export const cisFields = (header: CisHeader, values: readonly string[]): CisFields => namedFields(header, values) as CisFields;
