import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogEntry, MeterIngestionEvent, Reading } from '@greenledger/contracts';
import { localDayBounds } from '@greenledger/espi';
import { Outbox } from '@greenledger/messaging';
import { testDatabase, type TestDatabase } from '@greenledger/testing';
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { compareBlocks } from '../inquiries/compare-blocks.js';
import { listCoverage } from '../inquiries/list-coverage.js';
import { listRuns } from '../inquiries/list-runs.js';
import { migrations } from '../persistence/migrations/index.js';
import { MeterLogProjection } from '../projections/meter-log-projection.js';
import { packedOf, readBlocks, readChannels, readDayVersions } from '../release/day-versions.js';
import { dayReadings, MeterLog, ZONE } from '../testing/meter-log.js';
import { allVersions, type WholeVersion } from './all-versions.js';
import { compact, type CompactionReport } from './compaction.js';

/** In two months, one with a change of clocks. */
const DAYS = ['2025-10-01', '2025-10-02', '2025-10-15', '2025-10-31', '2025-11-01', '2025-11-02', '2025-11-03', '2025-11-30'];
const AT_ONCE = { afterDays: 2, quietSeconds: -1e9, percentOfTime: 100 };
/** Of the log of the tests: an entry a second. */
const FIRST_SECOND = Date.UTC(2026, 0, 1) / 1_000;

const file = fc.record({
  point: fc.nat(2),
  days: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1, maxLength: 5 }),
  fileTime: fc.constantFrom(1_000, 2_000, 3_000),
  value: fc.nat(3),
  part: fc.constantFrom('all', 'all', 'all', 'morning', 'evening', 'missing', 'one'),
});
type File = typeof file extends fc.Arbitrary<infer F> ? F : never;
const step = fc.oneof({ weight: 3, arbitrary: file }, { weight: 1, arbitrary: fc.constant('compact' as const) });

async function storedOf(channelIds: readonly number[], dataSource: DataSource): Promise<WholeVersion[]> {
  const runner = dataSource.createQueryRunner();
  try {
    return await allVersions(channelIds, (await runner.connect()) as PoolClient);
  } finally {
    await runner.release();
  }
}

function readingsOf(day: string, { value, part }: File): Reading[] {
  const hours = dayReadings(day, (hour) => (part === 'missing' && hour > 4 ? null : value * 100 + (hour % 3)));
  const cut = { all: [0, 25], missing: [0, 25], morning: [0, 12], evening: [12, 25], one: [7, 8] }[part] as [number, number];
  return hours.slice(...cut);
}

describe('compaction of closed months', () => {
  let plain: TestDatabase;
  let compacted: TestDatabase;
  const log = new MeterLog();
  beforeAll(async () => {
    [plain, compacted] = await Promise.all([testDatabase('data-delivery', migrations), testDatabase('data-delivery', migrations)]);
  });
  afterAll(() => Promise.all([plain?.drop(), compacted?.drop()]));

  const apply = (database: TestDatabase, entry: LogEntry<MeterIngestionEvent>): Promise<void> =>
    database.dataSource.transaction((manager) =>
      new MeterLogProjection(new Outbox(database.dataSource, 'data-delivery')).apply([entry], manager),
    );
  const compactAll = async (): Promise<CompactionReport> => (await compact(compacted.dataSource, AT_ONCE))!;
  const count = async (table: string): Promise<number> =>
    Number(((await compacted.dataSource.query(`SELECT count(*) FROM ${table}`)) as [{ count: string }])[0].count);

  /** All that readers may ask of usage points. */
  async function answers({ dataSource }: TestDatabase, usagePointIds: readonly string[]): Promise<unknown> {
    const channels = await readChannels(usagePointIds, undefined, dataSource);
    const ids = channels.map(({ channelId }) => channelId);
    if (ids.length === 0) return [];
    const last = await dataSource.query('SELECT max(extract(epoch FROM recorded_at))::integer AS at FROM channel');
    const november = localDayBounds(ZONE, '2025-11-01').start;
    const windows = [
      { start: 0, end: 3e9 },
      { start: november + 7_200, end: november + 40 * 3_600 },
    ];
    const shown = [];
    for (const window of windows) {
      for (const asOf of [undefined, FIRST_SECOND, ...Array.from({ length: 4 }, (_, i) => (last[0].at as number) + i * 3)]) {
        const versions = await readDayVersions(ids, window, asOf === undefined ? {} : { asOf }, dataSource);
        const blocks = await readBlocks(versions, dataSource);
        versions.forEach((version, i) => expect(packedOf(version)?.equals(blocks[i]!) ?? true).toBe(true));
        shown.push(
          versions.map(({ packed: _, packedFrom: _from, packedTo: _to, ...rest }, i) => ({ ...rest, block: blocks[i]!.toString('hex') })),
        );
      }
    }
    const whole = (await storedOf(ids, dataSource)).map(({ fileTimes, block, ...rest }) => ({
      ...rest,
      fileTimes: Buffer.from(fileTimes).toString('hex'),
      block: Buffer.from(block).toString('hex'),
    }));
    const coverage = await listCoverage({ usagePointIds, fromDay: '2025-10-15', toDay: '2025-11-10' }, dataSource);
    const days = coverage.usagePoints.flatMap(({ usagePointId, channels }) =>
      channels.flatMap(({ channel }) => DAYS.map((day) => ({ usagePointId, channel, day }))),
    );
    const runs = await listRuns({ days }, dataSource);
    const tried = log.blocks(
      'trial',
      2_000,
      usagePointIds.flatMap((id) =>
        DAYS.map((day) => [id, day, dayReadings(day, () => 100)] as const).map(([a, b, c]): [string, string, Reading[]] => [a, b, c]),
      ),
    );
    const comparison = await compareBlocks(2_000, tried.data.blocks, dataSource.manager);
    return { shown, whole, coverage, runs, comparison };
  }

  it('changes no answer, whatever arrives before, between and after it', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        run++;
        const points = [0, 1, 2].map((point) => `r${run}-${point}`);
        for (const given of steps) {
          if (given === 'compact') {
            await compactAll();
            continue;
          }
          const blocks = given.days.map((day): [string, string, Reading[]] => [points[given.point]!, day, readingsOf(day, given)]);
          const entry = log.blocks(`i-${run}`, given.fileTime, blocks);
          await apply(plain, entry);
          await apply(compacted, entry);
        }
        const expected = await answers(plain, points);
        expect(await answers(compacted, points)).toEqual(expected);
        await compactAll();
        expect(await count('reading_day')).toBe(0);
        expect(await answers(compacted, points)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
    expect(await count('reading_month')).toBeGreaterThan(20);
  }, 120_000);

  it('keeps when a day was first published, though a file has confirmed its second version since', async () => {
    const expected: unknown[] = [];
    for (const [fileTime, value] of [
      [1_000, 1],
      [2_000, 2],
      [3_000, 2],
    ] as const) {
      const entry = log.blocks('i-c', fileTime, [['confirmed', DAYS[0]!, dayReadings(DAYS[0]!, () => value)]]);
      await apply(plain, entry);
      await compactAll();
      await apply(compacted, entry);
      expected.push(await answers(plain, ['confirmed']));
      expect(await answers(compacted, ['confirmed'])).toEqual(expected.at(-1));
    }
    expect(await count('reading_day')).toBe(1);
    expect(expected[2]).not.toEqual(expected[1]);
  });

  it('loses and doubles nothing while the projection goes on beside it', async () => {
    const points = Array.from({ length: 8 }, (_, i) => `beside-${i}`);
    const entries = Array.from({ length: 60 }, (_, i) =>
      log.blocks(
        'i-b',
        1_000 + (i % 7),
        points.flatMap((point) =>
          [0, 3, 5].map((n): [string, string, Reading[]] => [
            point,
            DAYS[(i + n) % DAYS.length]!,
            dayReadings(DAYS[(i + n) % DAYS.length]!, (hour) => ((i * 7) % 3) + hour),
          ]),
        ),
      ),
    );
    let done = false;
    let postponed = 0;
    const beside = (async () => {
      while (!done) postponed += (await compactAll()).postponed;
    })();
    for (const entry of entries) {
      await apply(plain, entry);
      await apply(compacted, entry);
    }
    done = true;
    await beside;
    expect(postponed).toBeGreaterThanOrEqual(0);
    expect(await answers(compacted, points)).toEqual(await answers(plain, points));
  }, 60_000);

  it('leaves the month that runs, months that closed a few days ago, and what has just arrived', async () => {
    const today = new Date();
    const running = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1)).toISOString().slice(0, 10);
    await compactAll();
    await apply(
      compacted,
      log.blocks('i-n', 1_000, [
        ['now', running, dayReadings(running, () => 1)],
        ['now', DAYS[0]!, dayReadings(DAYS[0]!, () => 1)],
      ]),
    );
    expect(await compact(compacted.dataSource, { ...AT_ONCE, afterDays: 3_650 })).toMatchObject({ months: 0, versions: 0 });
    const sinceFirst = Date.now() / 1_000 - FIRST_SECOND;
    expect(await compact(compacted.dataSource, { ...AT_ONCE, quietSeconds: sinceFirst })).toMatchObject({ months: 0 });
    expect(await compactAll()).toMatchObject({ months: 1, versions: 1, failures: [] });
    expect(await count('reading_day')).toBe(1);
  });

  it('leaves a month that cannot be packed, names it, and goes on with the others', async () => {
    await apply(
      compacted,
      log.blocks('i-p', 1_000, [
        ['bad', DAYS[0]!, dayReadings(DAYS[0]!, () => 1)],
        ['good', DAYS[0]!, dayReadings(DAYS[0]!, () => 1)],
      ]),
    );
    await compacted.ownerDataSource.query(
      `UPDATE reading_day SET block = '\\x09' WHERE channel_id = (SELECT channel_id FROM channel WHERE usage_point_id = 'bad')`,
    );
    expect(await compactAll()).toMatchObject({ months: 1, failures: [expect.stringMatching(/unknown block version 9/)] });
    await compacted.ownerDataSource.query(`DELETE FROM reading_day WHERE block = '\\x09'`);
  });

  it('runs once at a time, and stops between transactions when it is told to', async () => {
    await apply(compacted, log.blocks('i-l', 1_000, [['once', DAYS[0]!, dayReadings(DAYS[0]!, () => 1)]]));
    expect(await compact(compacted.dataSource, AT_ONCE, () => true)).toMatchObject({ months: 0 });
    const runner = compacted.ownerDataSource.createQueryRunner();
    await runner.query(`SELECT pg_advisory_lock(hashtext('data-delivery compaction'))`);
    expect(await compact(compacted.dataSource, AT_ONCE)).toBeUndefined();
    await runner.query('SELECT pg_advisory_unlock_all()');
    await runner.release();
    expect(await compactAll()).toMatchObject({ months: 1 });
  });

  it('is not let to delete days that no month holds', async () => {
    await apply(compacted, log.blocks('i-d', 1_000, [['kept', DAYS[0]!, dayReadings(DAYS[0]!, () => 1)]]));
    const before = await count('reading_day');
    await expect(compacted.dataSource.query('DELETE FROM reading_day')).rejects.toThrow('permission denied');
    await expect(compacted.dataSource.query('DELETE FROM reading_month')).rejects.toThrow('permission denied');
    const gone = await compacted.dataSource.query(
      `SELECT let_compacted_days_go(array_agg(channel_id), array_agg((date '2025-10-01' - date '2000-01-01')::smallint)) AS gone
         FROM channel WHERE usage_point_id = 'kept'`,
    );
    expect(gone).toEqual([{ gone: '0' }]);
    expect(await count('reading_day')).toBe(before);
  });
});
