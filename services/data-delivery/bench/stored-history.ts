import { packBlock, type Reading } from '@greenledger/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { insertVersions } from '../src/projections/reading-days.js';
import { dayText } from '../src/projections/day-number.js';

/** Channels of one kind. */
export interface Kind {
  readonly name: string;
  readonly channels: number;
  /** Seconds. */
  readonly intervalLength: number;
}

const DAY = 86_400;
/** 2000-01-01, in seconds since 1970-01-01. */
const EPOCH = 946_684_800;

/** A load that looks like one: 0 to 3.999 kWh, as in the import benchmarks. Wh. */
function load(channel: number, start: number): number {
  let x = Math.imul(channel + 1, 0x9e3779b1) ^ Math.imul((start / 900) | 0, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0xc2b2ae35);
  return ((x >>> 16) % 2_000) * ((start / 3_600) % 24 < 6 ? 1 : 2);
}

/** One day in fifty holds estimated values. */
function readingsOf(channel: number, day: number, intervalLength: number): Reading[] {
  const start = EPOCH + day * DAY;
  const estimated = (channel * 31 + day) % 50 === 0;
  return Array.from({ length: DAY / intervalLength }, (_, i) => {
    const at = start + i * intervalLength;
    return { start: at, value: load(channel, at), quality: estimated && i % 7 === 3 ? 8 : 17 };
  });
}

/**
 * Stores days of channels in the order in which they arrive: each night all channels, in a transaction of their own.
 * @param first,count days by number
 * @returns readings stored
 */
export async function storeHistory(
  { channels, intervalLength }: Kind,
  first: number,
  count: number,
  dataSource: DataSource,
): Promise<number> {
  await dataSource.query(
    `INSERT INTO channel (usage_point_id, reading_type_key, recorded_at)
     SELECT 'up-' || i, '1.1.4.12.72.0.${intervalLength}', now() FROM generate_series(1, $1) AS i`,
    [channels],
  );
  for (let day = first; day < first + count; day++) {
    await dataSource.transaction((manager) => storeNight(channels, intervalLength, day, manager));
  }
  return channels * count * (DAY / intervalLength);
}

/** The night's files come at two in the morning, at most ten minutes later; batches are recorded in the minutes after. */
async function storeNight(channels: number, intervalLength: number, day: number, manager: EntityManager): Promise<void> {
  const night = EPOCH + (day + 1) * DAY + 7_200;
  const fileTime = night + ((day * 7_919) % 600);
  const most = 1_000;
  for (let from = 1; from <= channels; from += most) {
    const batch = Array.from({ length: Math.min(most, channels - from + 1) }, (_, i) => from + i);
    const recordedAt = new Date((fileTime + 30 + ((day * 104_729 + from) % 90_000) / 1_000) * 1_000).toISOString();
    const versions = batch.map((channelId) => {
      const readings = readingsOf(channelId, day, intervalLength);
      return { channelId, day: dayText(day), version: 1, intervalLength, readings, fileTimes: readings.map(() => fileTime) };
    });
    await insertVersions(versions, recordedAt, manager);
  }
}

/** Bytes of the packed blocks alone, for the notes. */
export const bytesOfBlock = ({ intervalLength }: Kind): number =>
  packBlock({ intervalLength, readings: readingsOf(1, 9_000, intervalLength) }).length;
