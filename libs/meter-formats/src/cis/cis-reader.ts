import { UnrecognizedFileError } from '../meter-readings.js';
import { decodeLine } from '../lines/decode-line.js';
import { splitFields } from '../lines/split-fields.js';
import { LineSplitter, type TextLine } from '../lines/split-lines.js';
import { type CisHeader, cisFields, readCisHeader } from './cis-header.js';
import { type CisDefaults, type CisReject, type CisRow, cisReject, readCisRow } from './cis-row.js';

const LONGEST_ROW = 8_192;

export type CisLine = CisRow | CisReject | { readonly kind: 'header'; readonly ignored: readonly string[] };

/**
 * Reads a CIS extract as it arrives: UTF-8, comma-separated, one row a line, a header row first. Gives the header, then for each
 * line that is not empty a row or a reject. Memory is bounded by one chunk and one line.
 * @throws UnrecognizedFileError before any row is given out, when the header does not fit.
 */
export async function* readCisExtract(bytes: AsyncIterable<Uint8Array>, defaults: CisDefaults): AsyncGenerator<CisLine, void, undefined> {
  const lines = new LineSplitter(LONGEST_ROW);
  let header: CisHeader | undefined;

  function* judge(found: readonly TextLine[]): Generator<CisLine, void, undefined> {
    for (const line of found) {
      if (line.text.trim() === '') continue;
      if (header) {
        yield readLine(line, header, defaults);
      } else {
        header = readCisHeader(splitFields(decodeLine(line.text) ?? '') ?? []);
        yield { kind: 'header', ignored: header.ignored };
      }
    }
  }

  for await (const chunk of bytes) yield* judge(lines.push(chunk));
  yield* judge(lines.end());
  if (!header) throw new UnrecognizedFileError('The file is empty: a CIS extract begins with a header row');
}

function readLine(line: TextLine, header: CisHeader, defaults: CisDefaults): CisRow | CisReject {
  const text = decodeLine(line.text);
  const values = text === undefined || line.overlong ? undefined : splitFields(text);
  const width = header.index.size + header.ignored.length;
  if (!values || values.length !== width) return cisReject(line.number, 'row-not-valid', 'line', '', text ?? line.text);
  return readCisRow(line.number, cisFields(header, values), text!, defaults);
}
