import { UnrecognizedFileError } from '../meter-readings.js';
import { CIS_COLUMNS, CIS_OPTIONAL_COLUMNS, type CisColumn, type CisFields } from './cis-row.js';

const READ: readonly CisColumn[] = [...CIS_COLUMNS, ...CIS_OPTIONAL_COLUMNS];

/** Where each column stands, and the names of columns that are not read. */
export interface CisHeader {
  readonly index: ReadonlyMap<CisColumn, number>;
  readonly ignored: readonly string[];
}

/**
 * The header of a CIS extract, by name, in any order; other columns are ignored and named in the import's notes.
 * @throws UnrecognizedFileError when a column is missing or stands twice.
 */
export function readCisHeader(names: readonly string[]): CisHeader {
  const index = new Map<CisColumn, number>();
  const ignored: string[] = [];
  names.forEach((written, at) => {
    const name = written.trim().toLowerCase() as CisColumn;
    if (!READ.includes(name)) ignored.push(name.slice(0, 64));
    else if (index.has(name)) throw new UnrecognizedFileError(`The column ${name} stands twice in the header of the CIS extract`);
    else index.set(name, at);
  });
  const missing = CIS_COLUMNS.filter((column) => !index.has(column));
  if (missing.length > 0) {
    throw new UnrecognizedFileError(`A CIS extract begins with a header row; these columns are missing: ${missing.join(', ')}`);
  }
  return { index, ignored };
}

/** Whether the first line of a file may be the header of a CIS extract. */
export function looksLikeCisExtract(beginning: string): boolean {
  return beginning.split(/\r?\n/, 1)[0]!.toLowerCase().includes('customer_number');
}

/** The fields of a row by name; an optional column that the extract does not have stays out. */
export function cisFields(header: CisHeader, values: readonly string[]): CisFields {
  const entries = READ.flatMap((column) => {
    const at = header.index.get(column);
    return at === undefined ? [] : [[column, (values[at] ?? '').trim()] as const];
  });
  return Object.fromEntries(entries) as unknown as CisFields;
}
