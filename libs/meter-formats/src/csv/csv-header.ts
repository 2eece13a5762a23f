import { splitFields } from '../lines/split-fields.js';
import { UnrecognizedFileError } from '../meter-readings.js';
import { columnsOf, type CsvColumn, type CsvMapping } from './csv-mapping.js';

/** Where each column of a mapping stands, from 0. */
export interface CsvHeader {
  readonly width: number;
  at(column: CsvColumn): number;
}

/**
 * The columns of a mapping in a file whose header row (or first row, without header) has these fields.
 * @throws UnrecognizedFileError when a column is not there, or its name stands twice.
 */
export function readCsvHeader(fields: readonly string[], mapping: CsvMapping): CsvHeader {
  const names = fields.map((field) => field.trim());
  const places = new Map<CsvColumn, number>();
  const missing: CsvColumn[] = [];
  for (const column of columnsOf(mapping)) {
    const place = typeof column === 'number' ? column - 1 : mapping.header ? names.indexOf(column) : -1;
    if (place < 0 || place >= names.length) missing.push(column);
    else if (typeof column === 'string' && names.lastIndexOf(column) !== place) {
      throw new UnrecognizedFileError(`The column "${column}" stands twice in the header row`);
    } else places.set(column, place);
  }
  if (missing.length > 0) {
    throw new UnrecognizedFileError(`Columns of the mapping are not in the file: ${missing.join(', ').slice(0, 512)}`);
  }
  return { width: names.length, at: (column) => places.get(column)! };
}

/** Whether the beginning of a file fits a mapping. */
export function looksLikeMappedCsv(beginning: string, mapping: CsvMapping): boolean {
  const row = beginning.replace(/^\ufeff/, '').split(/\r?\n/)[mapping.skipRows ?? 0];
  const fields = row === undefined ? undefined : splitFields(row, mapping.delimiter);
  if (!fields) return false;
  try {
    return readCsvHeader(fields, mapping).width > 1;
  } catch {
    return false;
  }
}
