import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { daysInARow, HOURLY, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { project } from '../testing/sample-data.js';
import { SlowReader } from '../testing/slow-reader.js';

/** More than sockets hold and than is read with the plan. */
const DAYS = 4_500;
const service = new RunningService();

beforeAll(async () => {
  await service.start();
  const log = new MeterLog();
  await project(service, [log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }])]);
  const days = daysInARow(DAYS, 3_600);
  for (let from = 0; from < DAYS; from += 500) {
    await project(service, [log.blocksOf(`i-${from}`, 1000, 'up-1', HOURLY, days.slice(from, from + 500))]);
  }
}, 60_000);
afterAll(() => service.stop());

it('notes how much of a feed had left when it failed', async () => {
  const reader = await SlowReader.open(`${service.url}${BASE}/Batch/Subscription/${AUTHORIZATION.authorizationId}`, 'token-access');
  await service.database.ownerDataSource.query('TRUNCATE reading_day CASCADE');
  await expect(reader.rest()).rejects.toThrow();
  let ends: { end_state: string; bytes: string }[] = [];
  while ((ends[0]?.end_state ?? 'started') === 'started') {
    await wait(20);
    ends = await service.database.dataSource.query('SELECT end_state, bytes FROM access_log WHERE release_id = $1', [reader.releaseId]);
  }
  expect(ends).toMatchObject([{ end_state: 'failed' }]);
  expect(Number(ends[0]!.bytes)).toBeGreaterThan(100_000);
});
