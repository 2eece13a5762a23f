import { type LineOfReadings, type LineReject, UnrecognizedFileError } from '../meter-readings.js';
import { LineSplitter, type TextLine } from '../lines/split-lines.js';
import { type CmepRecord, LONGEST_LINE, readCmepRecord, type TrailingComma } from './cmep-record.js';
import { LineScanner } from './line-scanner.js';
import { CMEP_REASONS, type CmepReason } from './reason-codes.js';
import { KNOWN_SOURCES, type SourceProfiles } from './source-profile.js';

export interface CmepOptions {
  /** By sender id; the known sources when left out. */
  readonly profiles?: SourceProfiles;
  /** Gives readings as columns where a line allows it: much faster for files of many lines alike. */
  readonly columns?: boolean;
}

/** What `readCmep` gives out. */
export type CmepLine = LineOfReadings | LineReject<CmepReason>;

const RECORD = /^"?(MEP[A-Z]|MLA01)/;
/** Longest line that a profile can allow. */
const LONGEST_KEPT = 65_536;

/**
 * Reads a CMEP file as it arrives: for each line that is not empty what it says, or a reject. Memory is bounded by one chunk
 * and one line. The order is that of the file.
 * @throws UnrecognizedFileError before anything is given out, when the first line is no CMEP record (XML, an archive, an empty file).
 */
export async function* readCmepRecords(
  bytes: AsyncIterable<Uint8Array>,
  options: CmepOptions = {},
): AsyncGenerator<CmepRecord, void, undefined> {
  const profiles = options.profiles ?? KNOWN_SOURCES;
  const longest = Math.max(LONGEST_LINE, ...[...profiles.values()].map(({ longestLine = 0 }) => Math.min(longestLine, LONGEST_KEPT)));
  const lines = new LineSplitter(longest);
  let recognized = false;
  let trailingComma: TrailingComma;

  function* judge(found: readonly TextLine[]): Generator<CmepRecord, void, undefined> {
    for (const line of found) {
      if (line.text.trim() === '') continue;
      if (!recognized && !RECORD.test(line.text)) throw notCmep(line.text);
      recognized = true;
      yield readCmepRecord(line, profiles, trailingComma);
      if (!line.overlong) trailingComma = line.text.endsWith(',');
    }
  }

  if (options.columns) yield* scanned(bytes, lines, profiles, judge, (comma) => (trailingComma = comma));
  else for await (const chunk of bytes) yield* judge(lines.push(chunk));
  yield* judge(lines.end());
  if (!recognized) throw new UnrecognizedFileError('The file is empty: a CMEP file holds at least one record');
}

const [LINE_FEED, CARRIAGE_RETURN, COMMA] = [0x0a, 0x0d, 0x2c] as const;

/** Gives a line to the scanner first, and what it does not take to the reader of records, piece by piece. */
async function* scanned(
  bytes: AsyncIterable<Uint8Array>,
  lines: LineSplitter,
  profiles: SourceProfiles,
  judge: (found: readonly TextLine[]) => Generator<CmepRecord, void, undefined>,
  ended: (trailingComma: boolean) => void,
): AsyncGenerator<CmepRecord, void, undefined> {
  const scanner = new LineScanner(profiles);
  const number = (): number => lines.passLine();
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length;) {
      const found = chunk.indexOf(LINE_FEED, at);
      const end = found < 0 ? chunk.length : found;
      const to = end > at && chunk[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
      const line = found >= 0 && lines.atLineStart ? scanner.scan(chunk, at, to, number) : undefined;
      if (line) {
        ended(chunk[to - 1] === COMMA);
        yield line as CmepRecord;
      } else {
        for (const record of judge(lines.push(chunk.subarray(at, end + 1)))) {
          if (record.kind === 'readings') scanner.learn(record.raw);
          yield record;
        }
      }
      at = end + 1;
    }
  }
}

/** The same for those who take interval and register data only: any other record is a reject `record-type-not-handled-yet`. */
export async function* readCmep(bytes: AsyncIterable<Uint8Array>, options: CmepOptions = {}): AsyncGenerator<CmepLine, void, undefined> {
  for await (const record of readCmepRecords(bytes, options)) {
    if (record.kind === 'readings' || record.kind === 'reject') yield record;
    else yield notTaken(record.line, record.raw);
  }
}

function notTaken(line: number, raw: string): LineReject<CmepReason> {
  const code = 'record-type-not-handled-yet';
  return { kind: 'reject', line, field: 'record type', value: raw.slice(0, 7), code, text: CMEP_REASONS[code], raw };
}

/** Whether the first bytes of a file may begin a CMEP file: lets a wrong file be refused at the door. */
export function looksLikeCmep(beginning: string): boolean {
  return RECORD.test(beginning.replace(/^\u00ef\u00bb\u00bf|^\ufeff/, '').trimStart());
}

function notCmep(text: string): UnrecognizedFileError {
  const seen = text
    .trimStart()
    .slice(0, 16)
    .replace(/[^\x20-\x7e]/g, '?');
  const kind = seen.startsWith('<') ? 'XML or HTML' : `text that begins "${seen}"`;
  return new UnrecognizedFileError(`A CMEP file begins with a record type such as MEPMD01; this is ${kind}`);
}
