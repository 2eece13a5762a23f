import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { COMPANY, RunningService } from '../testing/running-service.js';
import { project, SAMPLE_DAYS } from '../testing/sample-data.js';

const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;
const service = new RunningService();
const log = new MeterLog();
const importOf = (id: string, day: string) => [log.blocks(id, 1000, [['up-1', day, dayReadings(day, (hour) => hour)]]), log.completed(id)];

beforeAll(async () => {
  await service.start();
  await project(service, [log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }]), ...importOf('i-1', SAMPLE_DAYS[0]!)]);
}, 60_000);
afterAll(() => service.stop());

const blocksAndUpdated = async (): Promise<[number, string]> => {
  const feed = await (await service.get(BULK, 'token-client')).text();
  return [feed.split('<espi:IntervalBlock').length, /<updated>([^<]+)/.exec(feed)![1]!];
};

it('says no newer date than the data that a bulk feed shows, also when more of it comes while it is planned', async () => {
  const [, before] = await blocksAndUpdated();
  service.authorization.decide = async (release) => {
    service.authorization.decide = AuthorizationStandIn.record;
    // Of the first batch everything is planned by now.
    await project(service, importOf('i-2', SAMPLE_DAYS[1]!));
    return AuthorizationStandIn.record(release);
  };
  const [blocks, meanwhile] = await blocksAndUpdated();
  const [moreBlocks, after] = await blocksAndUpdated();
  expect(moreBlocks).toBeGreaterThan(blocks);
  expect(after > before).toBe(true);
  expect(meanwhile).toBe(before);
});
