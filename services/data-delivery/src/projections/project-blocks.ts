import type { EntityManager } from 'typeorm';
import type { LogEntry, PackedBlocksImported, ReadingBlocksImported } from '@greenledger/contracts';
import { arrivedBlocks, type ArrivedBlock } from './arrived-blocks.js';
import { ImportEffects, storeImportEffects } from './import-effects.js';
import { mergeDay } from './merge-day.js';
import { insertNewDays, type NewDay } from './new-days.js';
import { dayKey, insertVersions, redateVersions, type CurrentDay, type NewVersion } from './reading-days.js';
import { readStoredDays } from './stored-days.js';

/** A day being merged: what the table holds, and what this batch makes of it. */
interface OpenDay extends NewVersion {
  changed: boolean;
  redated: boolean;
}

interface Part {
  readonly block: ArrivedBlock;
  readonly channelId: number;
  readonly current: CurrentDay | undefined;
  readonly key: string;
}

/**
 * Projects a batch of blocks: at most one new version per channel and day, whatever the batch says twice. Versions follow
 * the log entries alone, never how many of them were read at once, so a rebuild gives the same version numbers.
 */
export async function projectBlocks(
  entry: LogEntry<ReadingBlocksImported> | LogEntry<PackedBlocksImported>,
  manager: EntityManager,
): Promise<void> {
  const { importId, fileTime } = entry.data;
  const blocks = arrivedBlocks(entry);
  const stored = await readStoredDays(blocks, entry.recordedAt, manager);
  const parts = blocks.map((block, i): Part => {
    const { channelId, current } = stored[i]!;
    return { block, channelId, current, key: dayKey({ channelId, day: block.day }) };
  });
  const named = new Map<string, number>();
  for (const { key } of parts) named.set(key, (named.get(key) ?? 0) + 1);
  const effects = new ImportEffects();
  const isNew = ({ current, key }: Part): boolean => current === undefined && named.get(key) === 1;
  const newDays: NewDay[] = parts.filter(isNew);
  for (const { block } of newDays) effects.addNew(block);
  await insertNewDays(newDays, fileTime, entry.recordedAt, manager);
  await mergeParts(
    parts.filter((part) => !isNew(part)),
    fileTime,
    entry.recordedAt,
    effects,
    manager,
  );
  await storeImportEffects(importId, entry.logIndex, effects, manager);
}

async function mergeParts(
  parts: readonly Part[],
  fileTime: number,
  recordedAt: string,
  effects: ImportEffects,
  manager: EntityManager,
): Promise<void> {
  const open = new Map<string, OpenDay>();
  for (const { block, channelId, current, key } of parts) {
    const before = open.get(key);
    const known = before ?? current ?? { version: 0, readings: [], fileTimes: [] };
    const result = mergeDay(known, block.readings(), fileTime);
    effects.add(block.usagePointId, result, block.intervalLength);
    open.set(key, {
      channelId,
      day: block.day,
      intervalLength: block.intervalLength,
      version: known.version,
      readings: result.readings,
      fileTimes: result.fileTimes,
      changed: result.changed || before?.changed === true,
      redated: result.redated || before?.redated === true,
    });
  }
  const days = [...open.values()];
  const versions = days.filter(({ changed }) => changed).map((day) => ({ ...day, version: day.version + 1 }));
  await insertVersions(versions, recordedAt, manager);
  await redateVersions(
    days.filter(({ changed, redated }) => redated && !changed),
    manager,
  );
}
