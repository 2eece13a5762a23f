import { UnrecognizedFileError } from '../meter-readings.js';
import { decodeLine } from '../lines/decode-line.js';
import { splitFields } from '../lines/split-fields.js';
import { LineSplitter, type TextLine } from '../lines/split-lines.js';
import { type CisHeader, cisFields, namedFields, readCisHeader } from './cis-header.js';
import { type CisRecord, RecordBuilder } from './cis-records.js';
import { type CisDefaults, type CisReject, type CisRow, cisReject, readCisRow } from './cis-row.js';
import { CIS_TABLES, type CisTable } from './cis-tables.js';
import { readTableRow } from './table-row.js';

const LONGEST_ROW = 8_192;

/** What a file of an extract holds, one by one; rejects of a bill come together, ascending like everything else. */
export type CisLine =
  CisRow | CisRecord | CisReject | { readonly kind: 'header'; readonly table: CisTable | undefined; readonly ignored: readonly string[] };

/**
 * Reads a file of a CIS extract as it arrives: UTF-8, comma-separated, one row a line, a header row first, whose columns tell
 * which file it is. Gives the header, then rows or records, and a reject for each line that cannot be taken. Memory is bounded
 * by one chunk, one line and one bill, and the numbers of the bills already read.
 * @throws UnrecognizedFileError before any row is given out, when the header does not fit.
 */
export async function* readCisExtract(bytes: AsyncIterable<Uint8Array>, defaults: CisDefaults): AsyncGenerator<CisLine, void, undefined> {
  const lines = new LineSplitter(LONGEST_ROW);
  let header: CisHeader | undefined;
  let records: RecordBuilder | undefined;

  function* judge(found: readonly TextLine[]): Generator<CisLine, void, undefined> {
    for (const line of found) {
      if (line.text.trim() === '') continue;
      if (header) {
        if (records) yield* readRecord(line, header, records);
        else yield readLine(line, header, defaults);
      } else {
        header = readCisHeader(splitFields(decodeLine(line.text) ?? '') ?? []);
        records = header.table && new RecordBuilder(header.table);
        yield { kind: 'header', table: header.table, ignored: header.ignored };
      }
    }
  }

  for await (const chunk of bytes) yield* judge(lines.push(chunk));
  yield* judge(lines.end());
  if (!header) throw new UnrecognizedFileError('The file is empty: a CIS extract begins with a header row');
  if (records) yield* (records as RecordBuilder).end();
}

function readLine(line: TextLine, header: CisHeader, defaults: CisDefaults): CisRow | CisReject {
  const { text, values } = split(line, header);
  if (!values) return cisReject(line.number, 'row-not-valid', 'line', '', text);
  return readCisRow(line.number, cisFields(header, values), text, defaults);
}

function* readRecord(line: TextLine, header: CisHeader, records: RecordBuilder): Generator<CisRecord | CisReject> {
  const { text, values } = split(line, header);
  if (!values) return yield* records.take(cisReject(line.number, 'row-not-valid', 'line', '', text), '');
  const fields = namedFields(header, values);
  yield* records.take(readTableRow(line.number, fields, text, CIS_TABLES[header.table!].columns), fields['bill_number'] ?? '');
}

function split(line: TextLine, { index, ignored }: CisHeader): { text: string; values: string[] | undefined } {
  const text = decodeLine(line.text);
  const values = text === undefined || line.overlong ? undefined : splitFields(text);
  return { text: text ?? line.text, values: values?.length === index.size + ignored.length ? values : undefined };
}
