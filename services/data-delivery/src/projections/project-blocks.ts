import type { EntityManager } from 'typeorm';
import { readingTypeKeyText, unpackBlock, type LogEntry, type ReadingBlocksImported } from '@greenledger/contracts';
import { channelName, resolveChannels } from './channels.js';
import { ImportEffects, storeImportEffects } from './import-effects.js';
import { mergeDay } from './merge-day.js';
import { dayKey, insertVersions, readCurrentDays, redateVersions, type NewVersion } from './reading-days.js';

/** A day being merged: what the table holds, and what this batch makes of it. */
interface OpenDay extends NewVersion {
  changed: boolean;
  redated: boolean;
}

/**
 * Projects a batch of blocks: at most one new version per channel and day, whatever the batch says twice. Versions follow
 * the log entries alone, never how many of them were read at once, so a rebuild gives the same version numbers.
 */
export async function projectBlocks(entry: LogEntry<ReadingBlocksImported>, manager: EntityManager): Promise<void> {
  const { importId, fileTime, blocks } = entry.data;
  const channels = await resolveChannels(blocks, entry.recordedAt, manager);
  const parts = blocks.map((block) => ({
    usagePointId: block.usagePointId,
    channelId: channels.get(channelName(block.usagePointId, readingTypeKeyText(block.readingType)))!,
    day: block.day,
    intervalLength: block.readingType.intervalLength,
    readings: unpackBlock(Buffer.from(block.block, 'base64')).readings,
  }));
  const wanted = new Map(parts.map((part) => [dayKey(part), part]));
  const current = await readCurrentDays([...wanted.values()], manager);
  const open = new Map<string, OpenDay>();
  const effects = new ImportEffects();
  for (const part of parts) {
    const key = dayKey(part);
    const known = open.get(key) ?? current.get(key) ?? { version: 0, readings: [], fileTimes: [] };
    const result = mergeDay(known, part.readings, fileTime);
    effects.add(part.usagePointId, result, part.intervalLength);
    const before = open.get(key);
    open.set(key, {
      channelId: part.channelId,
      day: part.day,
      intervalLength: part.intervalLength,
      version: known.version,
      readings: result.readings,
      fileTimes: result.fileTimes,
      changed: result.changed || before?.changed === true,
      redated: result.redated || before?.redated === true,
    });
  }
  const days = [...open.values()];
  const versions = days.filter(({ changed }) => changed).map((day) => ({ ...day, version: day.version + 1 }));
  await insertVersions(versions, entry.recordedAt, manager);
  await redateVersions(
    days.filter(({ changed, redated }) => redated && !changed),
    manager,
  );
  await storeImportEffects(importId, effects, manager);
}
