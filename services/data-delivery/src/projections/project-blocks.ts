import type { EntityManager } from 'typeorm';
import type { LogEntry, PackedBlocksImported, ReadingBlocksImported } from '@greenledger/contracts';
import type { ArrivedBlock } from './arrived-blocks.js';
import { dayNumber } from './day-number.js';
import { FoundChannels, type NamedChannel } from './find-channels.js';
import { ImportEffects, storeImportEffects } from './import-effects.js';
import type { KnownChannel, KnownChannels } from './known-channels.js';
import { mergeBlocks } from './merge-blocks.js';
import { insertNewDays, originOf } from './new-days.js';
import { readStoredKeys, storageKey } from './stored-days.js';

/** A batch of blocks of the log, and its blocks. */
export interface ArrivedBatch {
  readonly entry: LogEntry<ReadingBlocksImported> | LogEntry<PackedBlocksImported>;
  readonly blocks: readonly ArrivedBlock[];
}

/** A block with its place in the tables. */
export interface PlacedBlock {
  readonly block: ArrivedBlock;
  readonly batch: ArrivedBatch;
  readonly channel: KnownChannel;
  /** As the tables count days. */
  readonly day: number;
  /** Of channel and day. */
  readonly key: number;
}

/**
 * Projects batches that follow each other: for each of them at most one new version per channel and day, whatever it says twice.
 * Versions follow the log entries alone, never how many of them were read at once, so a rebuild gives the same version numbers: a day
 * that is new and named once in all of them is stored as it came, together with all others like it; any other day batch by batch.
 */
export async function projectBlocks(batches: readonly ArrivedBatch[], known: KnownChannels, manager: EntityManager): Promise<void> {
  const placed = await place(batches, known, manager);
  const fresh = await freshDays(placed, manager);
  const effects = new Map<ArrivedBatch, ImportEffects>(batches.map((batch) => [batch, new ImportEffects()]));
  const origins = new Map(batches.map((batch) => [batch, originOf(batch.entry.recordedAt, batch.entry.data.fileTime)]));
  const newDays = placed.filter(({ key }) => fresh.has(key));
  for (const { block, batch } of newDays) effects.get(batch)!.addNew(block);
  await insertNewDays(
    newDays.map(({ block, batch, channel, day }) => ({
      channelId: channel.channelId,
      day,
      bytes: block.bytes,
      origin: origins.get(batch)!,
    })),
    manager,
  );
  for (const batch of batches) {
    const others = placed.filter((each) => each.batch === batch && !fresh.has(each.key));
    await mergeBlocks(others, batch.entry, effects.get(batch)!, manager);
  }
  for (const { channel, day } of placed) channel.lastDay = Math.max(channel.lastDay, day);
  for (const batch of batches) await storeImportEffects(batch.entry.data.importId, batch.entry.logIndex, effects.get(batch)!, manager);
}

async function place(batches: readonly ArrivedBatch[], known: KnownChannels, manager: EntityManager): Promise<PlacedBlock[]> {
  const found = new FoundChannels(known);
  const unknown = new Map<string, NamedChannel>();
  for (const { blocks, entry } of batches) {
    for (const { usagePointId, readingTypeKey } of blocks) {
      if (found.get(usagePointId, readingTypeKey)) continue;
      const name = `${usagePointId}/${readingTypeKey}`;
      if (!unknown.has(name)) unknown.set(name, { usagePointId, readingTypeKey, recordedAt: entry.recordedAt });
    }
  }
  await found.find([...unknown.values()], manager);
  const days = new Map<string, number>();
  return batches.flatMap((batch) =>
    batch.blocks.map((block): PlacedBlock => {
      const channel = found.get(block.usagePointId, block.readingTypeKey)!;
      let day = days.get(block.day);
      if (day === undefined) days.set(block.day, (day = dayNumber(block.day)));
      return { block, batch, channel, day, key: storageKey(channel.channelId, day) };
    }),
  );
}

/** Keys of the days of which nothing is stored, and which are named once. */
async function freshDays(placed: readonly PlacedBlock[], manager: EntityManager): Promise<Set<number>> {
  const once = new Set<number>();
  const twice = new Set<number>();
  for (const { key } of placed) (once.has(key) ? twice : once).add(key);
  for (const key of twice) once.delete(key);
  // Behind the newest day of its channel nothing is stored; only for the others the table is asked.
  const unsure = placed.filter(({ key, channel, day }) => once.has(key) && day <= channel.lastDay);
  for (const key of await readStoredKeys(
    unsure.map(({ channel, day }) => ({ channelId: channel.channelId, day })),
    manager,
  ))
    once.delete(key);
  return once;
}
