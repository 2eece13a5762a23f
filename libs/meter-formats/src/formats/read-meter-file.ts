import { type CmepOptions, readCmepRecords } from '../cmep/cmep-reader.js';
import type { CsvMapping } from '../csv/csv-mapping.js';
import { readCsv } from '../csv/csv-reader.js';
import type { EspiOptions } from '../espi/espi-options.js';
import { readEspi } from '../espi/espi-reader.js';
import { UnrecognizedFileError } from '../meter-readings.js';
import type { NemOptions } from '../nem/nem-options.js';
import { readNem } from '../nem/nem-reader.js';
import type { MeterFileLine, MeterFormat } from './meter-file-line.js';

/** What the formats need to know beside the bytes; the source profile of the sender brings it. */
export interface MeterFileOptions {
  readonly cmep?: CmepOptions;
  readonly nem?: NemOptions;
  readonly espi?: EspiOptions;
  /** Required for CSV. */
  readonly csv?: CsvMapping;
  /** When the file was made or received, seconds since 1970-01-01 UTC: for formats and files that do not say so themselves. */
  readonly fileTime?: number;
}

type Reader = (bytes: AsyncIterable<Uint8Array>, options: MeterFileOptions) => AsyncIterable<MeterFileLine>;

const READERS: Readonly<Record<MeterFormat, Reader>> = {
  csv: (bytes, { csv, fileTime }) => {
    if (!csv) throw new UnrecognizedFileError('CSV is read by a declared mapping only; the source profile has none');
    return byLine(readCsv(bytes, csv, fileTime));
  },
  cmep: (bytes, { cmep }) => byLine(readCmepRecords(bytes, cmep)),
  nem12: (bytes, { nem }) => byLine(readNem('NEM12', bytes, nem)),
  espi: (bytes, { espi, fileTime }) => readEspi(bytes, { ...(fileTime === undefined ? {} : { fileTime }), ...espi }),
  nem13: (bytes, { nem }) => byLine(readNem('NEM13', bytes, nem)),
};

/**
 * Reads a meter file of a known format as it arrives; memory is bounded by one chunk and one record.
 * @throws UnrecognizedFileError before anything is given out, when the file is not of the format.
 */
export function readMeterFile(
  format: MeterFormat,
  bytes: AsyncIterable<Uint8Array>,
  options: MeterFileOptions = {},
): AsyncIterable<MeterFileLine> {
  return READERS[format](bytes, options);
}

/** Formats with one result a line at most: its number is its position. */
async function* byLine<Line extends { readonly line: number }>(
  lines: AsyncIterable<Line>,
): AsyncGenerator<Line & { readonly position: number }, void, undefined> {
  for await (const line of lines) yield Object.assign(line, { position: line.line });
}
