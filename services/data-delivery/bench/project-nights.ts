import { packBatch, packBlock, type LogEntry, type PackedBlocksImported } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import { dayText } from '../src/projections/day-number.js';
import { MeterLogProjection } from '../src/projections/meter-log-projection.js';
import { readingsOf } from './stored-history.js';

const BLOCKS = 1_000;
const HOURLY = {
  commodity: 1,
  flowDirection: 1,
  accumulationBehaviour: 4,
  kind: 12,
  uom: 72,
  powerOfTenMultiplier: 0,
  intervalLength: 3_600,
};
const projection = new MeterLogProjection({ append: () => Promise.resolve(undefined) });

/** The entries of one night of hourly channels, as meter-ingestion publishes them. @param day by number */
export function nightOf(channels: number, day: number): LogEntry<PackedBlocksImported>[] {
  const recordedAt = new Date(Date.UTC(2000, 0, day + 2, 2)).toISOString();
  return Array.from({ length: Math.ceil(channels / BLOCKS) }, (_, batch) => {
    const count = Math.min(BLOCKS, channels - batch * BLOCKS);
    const blocks = Array.from({ length: count }, (_, i) => {
      const channel = batch * BLOCKS + i + 1;
      const bytes = packBlock({ intervalLength: 3_600, readings: readingsOf(channel, day, 3_600) });
      return { usagePointId: `up-${channel}`, readingType: HOURLY, day: dayText(day), bytes };
    });
    const logIndex = day * 1_000 + batch;
    return {
      log: 'meter-ingestion',
      logIndex,
      id: `00000000-0000-4000-8000-${String(logIndex).padStart(12, '0')}`,
      type: 'PackedBlocksImported',
      data: {
        importId: `night-${day}`,
        batch,
        fileTime: Date.parse(recordedAt) / 1_000,
        packed: Buffer.from(packBatch(blocks)).toString('base64'),
      },
      occurredAt: recordedAt,
      recordedAt,
    };
  });
}

/** Projects a night, a transaction for each batch. @returns seconds */
export async function projectNight(entries: readonly LogEntry<PackedBlocksImported>[], dataSource: DataSource): Promise<number> {
  const begin = performance.now();
  for (const entry of entries) await dataSource.transaction((manager) => projection.apply([entry], manager));
  return (performance.now() - begin) / 1_000;
}

/** Makes channels up to a number, and gives the new ones the months of those that have some. */
export async function copyMonths(channels: number, dataSource: DataSource): Promise<number> {
  const [{ known }] = (await dataSource.query('SELECT count(*)::integer AS known FROM channel')) as [{ known: number }];
  await dataSource.query(
    `INSERT INTO channel (usage_point_id, reading_type_key, recorded_at)
     SELECT 'up-' || i, '1.1.4.12.72.0.3600', now() FROM generate_series($1::integer + 1, $2) AS i`,
    [known, channels],
  );
  await dataSource.query(
    `INSERT INTO reading_month SELECT c.channel_id, m.month, m.days, m.former
       FROM channel c JOIN reading_month m ON m.channel_id = 1 + c.channel_id % $1 WHERE c.channel_id > $1 ORDER BY m.month, c.channel_id`,
    [known],
  );
  await dataSource.query('VACUUM ANALYZE');
  await dataSource.query('CHECKPOINT');
  const [{ bytes }] = (await dataSource.query(`SELECT pg_total_relation_size('reading_month') AS bytes`)) as [{ bytes: string }];
  return Number(bytes);
}
