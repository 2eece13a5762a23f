import type { EntityManager } from 'typeorm';
import type { ArrivedBlock } from './arrived-blocks.js';
import { dayNumber } from './day-number.js';
import { packFileTimes } from './file-times.js';

/** A day of which nothing is stored yet, and which came whole in one block: its bytes are kept as they came. */
export interface NewDay {
  readonly channelId: number;
  readonly block: ArrivedBlock;
}

/**
 * Adds first versions in one statement. The bytes of all blocks travel as one run, and the server takes each one's part: nothing is
 * written as text.
 */
export async function insertNewDays(days: readonly NewDay[], fileTime: number, recordedAt: string, manager: EntityManager): Promise<void> {
  if (days.length === 0) return;
  let end = 1;
  const places = days.map(({ block }) => (end += block.bytes.length) - block.bytes.length);
  await manager.query(
    `INSERT INTO reading_day (recorded_at, channel_id, day, version, file_times, block)
     SELECT $3, channel_id, day, 1, $2::bytea, substring($1::bytea FROM place FOR length)
       FROM unnest($4::integer[], $5::smallint[], $6::integer[], $7::integer[]) AS d (channel_id, day, place, length)`,
    [
      Buffer.concat(days.map(({ block }) => block.bytes)),
      Buffer.from(packFileTimes([fileTime])),
      recordedAt,
      days.map(({ channelId }) => channelId),
      days.map(({ block }) => dayNumber(block.day)),
      places,
      days.map(({ block }) => block.bytes.length),
    ],
  );
}
