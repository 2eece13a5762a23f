import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ProblemError } from '@greenledger/contracts';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { daysInARow, HOURLY, MeterLog } from '../testing/meter-log.js';
import { project } from '../testing/sample-data.js';
import { SlowReader } from '../testing/slow-reader.js';

const QUARTERS = { ...HOURLY, intervalLength: 900 };
const FEED = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
/** So many days of 15-minute readings do not fit into what sockets hold. */
const DAYS = 800;
const service = new RunningService();

beforeAll(async () => {
  await service.start();
  const log = new MeterLog();
  await project(service, [log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }])]);
  await project(service, [log.blocksOf('i-1', 1000, 'up-1', QUARTERS, daysInARow(DAYS, 900))]);
}, 60_000);
afterAll(() => service.stop());

const endOf = async (releaseId: string): Promise<string> => {
  const rows: Array<{ end_state: string }> = await service.database.dataSource.query(
    'SELECT end_state FROM access_log WHERE release_id = $1',
    [releaseId],
  );
  return rows[0]!.end_state;
};

it('a feed goes on to its end when the authorization is revoked under way: its release is sequenced before (SEC-079)', async () => {
  const reader = await SlowReader.open(`${service.url}${BASE}${FEED}`, 'token-access');
  expect(service.authorization.recorded.map(({ releaseId }) => releaseId)).toEqual([reader.releaseId]);

  service.authorization.tokens.clear();
  service.authorization.decide = () => {
    throw new ProblemError('release-refused', 'The authorization was revoked.');
  };
  expect((await service.get(FEED, 'token-access')).status).toBe(401);
  expect(await endOf(reader.releaseId)).toBe('started');

  const feed = await reader.rest();
  expect(feed.trimEnd().slice(-7)).toBe('</feed>');
  expect(feed.split('<espi:IntervalReading>').length - 1).toBe(service.authorization.recorded[0]!.counts.readings);
  while ((await endOf(reader.releaseId)) === 'started') await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await endOf(reader.releaseId)).toBe('complete');
  expect(service.authorization.recorded).toHaveLength(1);
}, 60_000);
