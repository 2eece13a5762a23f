import type { EntityManager } from 'typeorm';
import type { ArrivedBatch, PlacedBlock } from './project-blocks.js';
import type { ImportEffects } from './import-effects.js';
import { mergeDay } from './merge-day.js';
import { dayKey, insertVersions, type NewVersion, readCurrentDays, redateVersions } from './reading-days.js';

/** A day being merged: what the table holds, and what this batch makes of it. */
interface OpenDay extends NewVersion {
  changed: boolean;
  redated: boolean;
}

/** Merges the blocks of one batch into what is stored of their days. */
export async function mergeBlocks(
  placed: readonly PlacedBlock[],
  { data: { fileTime }, recordedAt }: ArrivedBatch['entry'],
  effects: ImportEffects,
  manager: EntityManager,
): Promise<void> {
  if (placed.length === 0) return;
  const stored = await readCurrentDays(
    placed.map(({ channel, block }) => ({ channelId: channel.channelId, day: block.day })),
    manager,
  );
  const open = new Map<string, OpenDay>();
  for (const { block, channel } of placed) {
    const { channelId } = channel;
    const key = dayKey({ channelId, day: block.day });
    const before = open.get(key);
    const known = before ?? stored.get(key) ?? { version: 0, readings: [], fileTimes: [] };
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
