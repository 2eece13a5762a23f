import { once } from 'node:events';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import { packFileTimes } from './file-times.js';

/** A day of which nothing is stored yet, and which came whole in one block: its bytes are kept as they came. */
export interface NewDay {
  readonly channelId: number;
  /** As the tables count days. */
  readonly day: number;
  readonly bytes: Uint8Array;
  readonly origin: DayOrigin;
}

/** What the days of one batch share, as it stands in the binary form of COPY. */
export interface DayOrigin {
  readonly recordedAt: Buffer;
  readonly fileTimes: Uint8Array;
}

/** PostgreSQL counts microseconds from 2000-01-01. */
const EPOCH_SECONDS = 946_684_800n;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Bytes of a row beside those of its two columns of variable length: the count of columns, six lengths, four numbers. */
const ROW = 2 + 6 * 4 + 8 + 4 + 2 + 2;

/** @param recordedAt RFC 3339 UTC with microseconds */
export function originOf(recordedAt: string, fileTime: number): DayOrigin {
  const [, whole, fraction = ''] = /^(.{19})(?:\.(\d{1,6}))?Z$/.exec(recordedAt) ?? [];
  if (whole === undefined) throw new RangeError(`not a time of the log: ${recordedAt}`);
  const seconds = BigInt(Date.parse(`${whole}Z`)) / 1_000n - EPOCH_SECONDS;
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(seconds * 1_000_000n + BigInt(fraction.padEnd(6, '0')));
  return { recordedAt: bytes, fileTimes: packFileTimes([fileTime]) };
}

/** Adds first versions by binary COPY: nothing is written as text, and no statement is planned. */
export async function insertNewDays(days: readonly NewDay[], manager: EntityManager): Promise<void> {
  if (days.length === 0) return;
  const client = (await manager.queryRunner!.connect()) as ClientBase;
  const stream = client.query(
    copyFrom('COPY reading_day (recorded_at, channel_id, day, version, file_times, block) FROM STDIN (FORMAT binary)'),
  );
  stream.end(rowsOf(days));
  await once(stream, 'finish');
}

function rowsOf(days: readonly NewDay[]): Buffer {
  const size = days.reduce((sum, { bytes, origin }) => sum + ROW + origin.fileTimes.length + bytes.length, 0);
  const rows = Buffer.allocUnsafe(SIGNATURE.length + size + 2);
  let at = SIGNATURE.copy(rows);
  const bytes = (value: Uint8Array): void => {
    at = rows.writeInt32BE(value.length, at);
    rows.set(value, at);
    at += value.length;
  };
  for (const day of days) {
    at = rows.writeInt16BE(6, at);
    bytes(day.origin.recordedAt);
    at = rows.writeInt32BE(4, at);
    at = rows.writeInt32BE(day.channelId, at);
    at = rows.writeInt32BE(2, at);
    at = rows.writeInt16BE(day.day, at);
    at = rows.writeInt32BE(2, at);
    at = rows.writeInt16BE(1, at);
    bytes(day.origin.fileTimes);
    bytes(day.bytes);
  }
  rows.writeInt16BE(-1, at);
  return rows;
}
