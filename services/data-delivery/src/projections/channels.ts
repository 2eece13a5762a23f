import type { EntityManager } from 'typeorm';
import { readingTypeKeyText, type ImportedBlock } from '@greenledger/contracts';

/** One text for a channel: usage point and reading type. Stable over a rebuild, unlike the number in the table. */
export const channelName = (usagePointId: string, key: string): string => `${usagePointId}/${key}`;

interface ChannelRow {
  channel_id: number;
  usage_point_id: string;
  reading_type_key: string;
}

/** The numbers of all channels that the blocks speak of, made where they are new. */
export async function resolveChannels(
  blocks: readonly ImportedBlock[],
  recordedAt: string,
  manager: EntityManager,
): Promise<Map<string, number>> {
  const wanted = new Map<string, [usagePointId: string, key: string]>();
  for (const { usagePointId, readingType } of blocks) {
    const key = readingTypeKeyText(readingType);
    wanted.set(channelName(usagePointId, key), [usagePointId, key]);
  }
  const pairs = [...wanted.values()];
  const parameters = [pairs.map(([usagePointId]) => usagePointId), pairs.map(([, key]) => key)];
  const select = `SELECT channel_id, usage_point_id, reading_type_key FROM channel
    JOIN unnest($1::text[], $2::text[]) AS w (usage_point_id, reading_type_key) USING (usage_point_id, reading_type_key)`;
  let rows: ChannelRow[] = await manager.query(select, parameters);
  if (rows.length < pairs.length) {
    await manager.query(
      `INSERT INTO channel (usage_point_id, reading_type_key, recorded_at)
       SELECT u, k, $3 FROM unnest($1::text[], $2::text[]) AS w (u, k) ON CONFLICT DO NOTHING`,
      [...parameters, recordedAt],
    );
    rows = await manager.query(select, parameters);
  }
  return new Map(rows.map((row) => [channelName(row.usage_point_id, row.reading_type_key), row.channel_id]));
}
