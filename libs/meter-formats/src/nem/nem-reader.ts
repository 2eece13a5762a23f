import { LineSplitter } from '../lines/split-lines.js';
import { NemFile, type NemLine, type NemVersion } from './nem-file.js';
import type { NemOptions } from './nem-options.js';

/** Longest record kept: a day of minutes fits. */
export const LONGEST_NEM_RECORD = 16_384;

/**
 * Reads a NEM12 file (interval data) or NEM13 file (accumulated data) as it arrives, by the Meter Data File Format of the
 * Australian market. A day (a 300 record with its 400 records) or a 250 record is taken whole or refused whole; what follows
 * goes on. Memory is bounded by one chunk and one day.
 * @throws UnrecognizedFileError before anything is given out, when the file does not begin with a 100 record of the version.
 */
export async function* readNem(
  version: NemVersion,
  bytes: AsyncIterable<Uint8Array>,
  options: NemOptions = {},
): AsyncGenerator<NemLine, void, undefined> {
  const lines = new LineSplitter(LONGEST_NEM_RECORD);
  const file = new NemFile(version, options);
  for await (const chunk of bytes) {
    for (const line of lines.push(chunk)) if (line.text.trim() !== '') yield* file.take(line);
  }
  for (const line of lines.end()) if (line.text.trim() !== '') yield* file.take(line);
  yield* file.end();
}
