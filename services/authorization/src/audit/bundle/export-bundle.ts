import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EventStore } from '@greenledger/event-store';
import type { DataSource } from 'typeorm';
import type { SignedCheckpoint } from '../checkpoint/checkpoint-directory.js';
import { canonicalText, logRecordOf } from '../leaf.js';
import { readLeaves } from '../sealing/leaf-table.js';
import type { LogSealing } from '../sealing/log-sealing.js';
import { BUNDLE_FILES } from './bundle-files.js';
import { readmeOf } from './readme.js';

const PAGE = 1000;

/**
 * Seals the log up to its head and writes the evidence of it. The same log and key give the same bytes.
 * The events come from the event table and the hashes from where the sealer put them, so the verifier names an event that was changed since.
 * @throws InconsistentLog when the log does not continue what was signed.
 */
export async function exportBundle(
  { store, dataSource, sealing }: { readonly store: EventStore; readonly dataSource: DataSource; readonly sealing: LogSealing },
  directory: string,
): Promise<SignedCheckpoint> {
  const checkpoint = await sealing.seal();
  await mkdir(directory, { recursive: true });
  const write = async (name: string, lines: AsyncIterable<string>): Promise<void> => {
    const temporary = join(directory, `${name}.new`);
    await pipeline(Readable.from(lines), createWriteStream(temporary));
    await rename(temporary, join(directory, name));
  };
  await write(BUNDLE_FILES.events, eventLines(store, checkpoint.size));
  await write(BUNDLE_FILES.leafHashes, leafLines(dataSource, checkpoint.size));
  await writeFile(join(directory, BUNDLE_FILES.checkpoint), checkpoint.note);
  await writeFile(join(directory, BUNDLE_FILES.verifierKey), `${sealing.verifierKey.text}\n`);
  await writeFile(join(directory, BUNDLE_FILES.readme), readmeOf(checkpoint, sealing.verifierKey.text));
  return checkpoint;
}

async function* eventLines(store: EventStore, size: number): AsyncGenerator<string> {
  let after = -1;
  while (after < size - 1) {
    const events = await store.readLog(after < 0 ? undefined : after, Math.min(PAGE, size - 1 - after));
    if (events.length === 0) return;
    for (const event of events) {
      // A hole in the table shortens the pages' reach, and must not pull later events into the bundle.
      if (event.position < size) yield `${canonicalText(logRecordOf(event))}\n`;
    }
    after = events.at(-1)!.position;
  }
}

async function* leafLines(dataSource: DataSource, size: number): AsyncGenerator<string> {
  for (let from = 0; from < size; from += PAGE) {
    for (const hash of await readLeaves(dataSource.manager, from, Math.min(PAGE, size - from))) yield `${hash.toString('hex')}\n`;
  }
}
