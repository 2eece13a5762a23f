import { FieldFault, rejectOf } from '../field-fault.js';
import { decodeLine } from '../lines/decode-line.js';
import { splitFields } from '../lines/split-fields.js';
import { LineSplitter, type TextLine } from '../lines/split-lines.js';
import { type LineOfReadings, type LineReject, UnrecognizedFileError } from '../meter-readings.js';
import { type CompiledMapping, compileMapping } from './compiled-mapping.js';
import { type CsvHeader, readCsvHeader } from './csv-header.js';
import type { CsvMapping } from './csv-mapping.js';
import { CsvRowReader } from './csv-row.js';
import { CSV_REASONS, type CsvReason } from './reason-codes.js';

const LONGEST_ROW = 32_768;

export type CsvLine = LineOfReadings | LineReject<CsvReason>;

/**
 * Reads a CSV file of readings by a declared mapping as it arrives: for each row that is not empty its readings, or a
 * reject. Memory is bounded by one chunk and one row.
 * @param fileTime when the file was made or received, seconds since 1970-01-01 UTC; for mappings without a `rowTime` column.
 * @throws RangeError when the mapping is not valid.
 * @throws UnrecognizedFileError before anything is given out, when the columns of the mapping are not there.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  mapping: CsvMapping,
  fileTime?: number,
): AsyncGenerator<CsvLine, void, undefined> {
  const file = new CsvFile(compileMapping(mapping), fileTime);
  const lines = new LineSplitter(LONGEST_ROW);
  for await (const chunk of bytes) for (const line of lines.push(chunk)) yield* file.take(line);
  for (const line of lines.end()) yield* file.take(line);
  file.end();
}

class CsvFile {
  #header: CsvHeader | undefined;
  #rows: CsvRowReader | undefined;

  constructor(
    private readonly compiled: CompiledMapping,
    private readonly fileTime: number | undefined,
  ) {
    if (fileTime === undefined && compiled.mapping.rowTime === undefined) {
      throw new RangeError('A CSV file without a rowTime column needs the time it was made or received');
    }
  }

  take(line: TextLine): CsvLine[] {
    const { mapping } = this.compiled;
    if (line.number <= (mapping.skipRows ?? 0) || line.text.trim() === '') return [];
    if (!this.#header) {
      this.#header = readCsvHeader(splitFields(decodeLine(line.text) ?? '', mapping.delimiter) ?? [], mapping);
      this.#rows = new CsvRowReader(this.compiled, this.#header);
      if (mapping.header) return [];
    }
    const raw = decodeLine(line.text) ?? line.text;
    try {
      return [this.#read(line, raw)];
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      return [rejectOf({ line: line.number, raw }, error as FieldFault<CsvReason>, CSV_REASONS)];
    }
  }

  /** @throws UnrecognizedFileError when not even a header has come. */
  end(): void {
    if (!this.#header) throw new UnrecognizedFileError('The file is empty, or shorter than the rows that the mapping leaves out');
  }

  #read(line: TextLine, raw: string): LineOfReadings {
    const { mapping } = this.compiled;
    if (line.overlong) throw new FieldFault<CsvReason>('line-too-long', 'line', raw);
    if (decodeLine(line.text) === undefined) throw new FieldFault<CsvReason>('not-utf-8', 'line', raw);
    const fields = splitFields(raw, mapping.delimiter);
    if (!fields) throw new FieldFault<CsvReason>('quote-not-closed', 'line', raw);
    if (!line.terminated && mapping.finalLineEnd !== 'optional') throw new FieldFault<CsvReason>('truncated-line', 'line', raw);
    const { width } = this.#header!;
    if (fields.length < width || fields.slice(width).some((field) => field !== '')) {
      throw new FieldFault<CsvReason>('column-count-does-not-match', 'line', `${fields.length} columns of ${width}`);
    }
    const { meterNumber, stream, channel, readings, rowTime } = this.#rows!.read(fields);
    const row = {
      kind: 'readings' as const,
      line: line.number,
      meterNumber,
      channel: channel.type,
      fileTime: rowTime ?? this.fileTime!,
      readings,
      raw,
    };
    return stream === undefined ? row : { ...row, stream };
  }
}
