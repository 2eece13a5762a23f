import { UnrecognizedFileError } from '../meter-readings.js';
import { LineSplitter, type TextLine } from '../lines/split-lines.js';
import { type CmepLine, LONGEST_LINE, readCmepLine, type TrailingComma } from './mepmd01.js';
import { KNOWN_SOURCES, type SourceProfiles } from './source-profile.js';

export interface CmepOptions {
  /** By sender id; the known sources when left out. */
  readonly profiles?: SourceProfiles;
}

const RECORD = /^"?MEP[A-Z]/;

/**
 * Reads a CMEP file as it arrives: for each line that is not empty either its readings or a reject. Memory is bounded by
 * one chunk and one line. The order is that of the file.
 * @throws UnrecognizedFileError before anything is given out, when the first line is no CMEP record (XML, an archive, an empty file).
 */
export async function* readCmep(bytes: AsyncIterable<Uint8Array>, options: CmepOptions = {}): AsyncGenerator<CmepLine, void, undefined> {
  const profiles = options.profiles ?? KNOWN_SOURCES;
  const lines = new LineSplitter(LONGEST_LINE);
  let recognized = false;
  let trailingComma: TrailingComma;

  function* judge(found: readonly TextLine[]): Generator<CmepLine, void, undefined> {
    for (const line of found) {
      if (line.text.trim() === '') continue;
      if (!recognized && !RECORD.test(line.text)) throw notCmep(line.text);
      recognized = true;
      yield readCmepLine(line, profiles, trailingComma);
      if (!line.overlong) trailingComma = line.text.endsWith(',');
    }
  }

  for await (const chunk of bytes) yield* judge(lines.push(chunk));
  yield* judge(lines.end());
  if (!recognized) throw new UnrecognizedFileError('The file is empty: a CMEP file holds at least one record');
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
