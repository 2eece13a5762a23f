import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { ProblemError, type LogEntry } from '@greenledger/contracts';
import type { ReadLogAfter } from './rebuild-read-model.js';

const PAGE_ENTRIES = 200;

/**
 * Reads the log of meter-ingestion from a file of its entries, one a line from the first on, and what came after them from the owner.
 * @throws ProblemError `bad-request` when the file is no such log
 */
export async function readLogFile(path: string, owner: ReadLogAfter): Promise<ReadLogAfter> {
  const ends = await lineEnds(path);
  return async (after) => {
    if (after + 1 >= ends.length) return owner(after);
    const last = Math.min(after + PAGE_ENTRIES, ends.length - 1);
    const from = after < 0 ? 0 : ends[after]!;
    const handle = await open(path, 'r');
    try {
      const bytes = Buffer.alloc(ends[last]! - from);
      await handle.read(bytes, 0, bytes.length, from);
      const entries = bytes.toString('utf8').trimEnd().split('\n').map(entryOf);
      if (entries.some(({ logIndex }, i) => logIndex !== after + 1 + i)) throw notALog(path);
      return { entries };
    } finally {
      await handle.close();
    }
  };
}

/** Where each line ends. */
async function lineEnds(path: string): Promise<readonly number[]> {
  const ends: number[] = [];
  let at = 0;
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  for await (const line of lines) ends.push((at += Buffer.byteLength(line) + 1));
  return ends;
}

function entryOf(line: string): LogEntry {
  try {
    return JSON.parse(line) as LogEntry;
  } catch {
    throw notALog(line.slice(0, 32));
  }
}

const notALog = (what: string): ProblemError =>
  new ProblemError(
    'bad-request',
    `${what} is no log of meter-ingestion: one JSON object a line, from entry 0 on without a hole. Nothing was changed.`,
  );
