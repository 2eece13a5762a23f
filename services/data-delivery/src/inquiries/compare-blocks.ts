import { readingTypeKeyText, unpackBlock, type ComparedReadings, type ImportedBlock } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';
import { channelName } from '../projections/channels.js';
import { mergeDay, type DatedReadings } from '../projections/merge-day.js';
import { dayKey, readCurrentDays } from '../projections/reading-days.js';

/** Merges blocks into what is stored, as the projection would, and tells only the counts: nothing is written. */
export async function compareBlocks(fileTime: number, blocks: readonly ImportedBlock[], manager: EntityManager): Promise<ComparedReadings> {
  const channels = await knownChannels(blocks, manager);
  const parts = blocks.map(({ usagePointId, readingType, day, block }) => ({
    channelId: channels.get(channelName(usagePointId, readingTypeKeyText(readingType))),
    name: `${channelName(usagePointId, readingTypeKeyText(readingType))}/${day}`,
    day,
    readings: unpackBlock(Buffer.from(block, 'base64')).readings,
  }));
  const wanted = new Map(
    parts.flatMap(({ channelId, day }) => (channelId === undefined ? [] : [[`${channelId}/${day}`, { channelId, day }] as const])),
  );
  const current = await readCurrentDays([...wanted.values()], manager);
  const merged = new Map<string, DatedReadings>();
  const counts = { added: 0, corrected: 0, duplicate: 0, superseded: 0 };
  for (const { channelId, name, day, readings } of parts) {
    const stored = channelId === undefined ? undefined : current.get(dayKey({ channelId, day }));
    const result = mergeDay(merged.get(name) ?? stored ?? { readings: [], fileTimes: [] }, readings, fileTime);
    merged.set(name, result);
    counts.added += result.counts.added;
    counts.corrected += result.counts.corrected;
    counts.duplicate += result.counts.duplicate;
    counts.superseded += result.counts.superseded;
  }
  return counts;
}

async function knownChannels(blocks: readonly ImportedBlock[], manager: EntityManager): Promise<ReadonlyMap<string, number>> {
  const rows: { channel_id: number; usage_point_id: string; reading_type_key: string }[] = await manager.query(
    `SELECT DISTINCT channel_id, usage_point_id, reading_type_key FROM channel
       JOIN unnest($1::text[], $2::text[]) AS w (usage_point_id, reading_type_key) USING (usage_point_id, reading_type_key)`,
    [blocks.map(({ usagePointId }) => usagePointId), blocks.map(({ readingType }) => readingTypeKeyText(readingType))],
  );
  return new Map(rows.map((row) => [channelName(row.usage_point_id, row.reading_type_key), row.channel_id]));
}
