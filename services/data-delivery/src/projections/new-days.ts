import type { EntityManager } from 'typeorm';
import type { ArrivedBlock } from './arrived-blocks.js';

/** A day of which nothing is stored yet, and which came whole in one block: its bytes are kept as they came. */
export interface NewDay {
  readonly channelId: number;
  readonly block: ArrivedBlock;
}

/**
 * Adds first versions in one statement. The bytes of all blocks travel as one run, and the server takes each one's part and
 * digests it: nothing is written as text, and the digests are worked out beside this process instead of inside it.
 */
export async function insertNewDays(days: readonly NewDay[], fileTime: number, recordedAt: string, manager: EntityManager): Promise<void> {
  if (days.length === 0) return;
  const run = Buffer.concat(days.map(({ block }) => block.bytes));
  const column = <T>(pick: (block: ArrivedBlock) => T): T[] => days.map(({ block }) => pick(block));
  let end = 1;
  const places = days.map(({ block }) => (end += block.bytes.length) - block.bytes.length);
  await manager.query(
    `INSERT INTO reading_day (channel_id, day, version, block, digest, file_times, value_count, first_start, last_start, recorded_at)
     SELECT channel_id, day, 1, bytes, encode(sha256(bytes), 'hex'), ARRAY[readings, $2::bigint], value_count, first_start, last_start, $3
       FROM (SELECT *, substring($1::bytea FROM place FOR length) AS bytes
               FROM unnest($4::integer[], $5::date[], $6::integer[], $7::integer[], $8::bigint[], $9::integer[], $10::bigint[], $11::bigint[])
                 AS d (channel_id, day, place, length, readings, value_count, first_start, last_start) OFFSET 0) AS cut`,
    [
      run,
      fileTime,
      recordedAt,
      days.map(({ channelId }) => channelId),
      column(({ day }) => day),
      places,
      column(({ bytes }) => bytes.length),
      column(({ count }) => count),
      column(({ valueCount }) => valueCount),
      column(({ firstValue }) => firstValue),
      column(({ lastValue }) => lastValue),
    ],
  );
}
