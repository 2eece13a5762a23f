import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuthorizationView } from '@greenledger/contracts';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, COMPANY, RunningService } from '../testing/running-service.js';
import { project, SAMPLE_DAYS } from '../testing/sample-data.js';
import { grantsOf } from './bulk-grants.js';
import { BulkParts } from './bulk-parts.js';

const GRANTS = 400;
/** Parts of a batch as they are said to be for whoever has not shown to be fast. */
const FIRST = 32;
/** Parts of the batch that is made while the first one is sent. */
const AHEAD = 128;
/** Longer than a fast reader takes for a batch, milliseconds. */
const SLOW = 1_200;

const service = new RunningService();
const grants: AuthorizationView[] = Array.from({ length: GRANTS }, (_, i) => ({
  ...AUTHORIZATION,
  authorizationId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
}));

beforeAll(async () => {
  await service.start();
  const log = new MeterLog();
  await project(service, [
    log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }]),
    log.blocks('i-1', 1000, [['up-1', SAMPLE_DAYS[0]!, dayReadings(SAMPLE_DAYS[0]!, (hour) => hour)]]),
  ]);
});
afterAll(() => service.stop());

it('plans and records for a slow reader one small batch at a time, and none before it has taken the one before', async () => {
  const { recorded } = service.authorization;
  const company = { thirdPartyId: COMPANY.thirdPartyId, clientId: COMPANY.clientId };
  const publishedMin = dayReadings(SAMPLE_DAYS[0]!, () => 0)[0]!.start;
  const batches = service.app.get(BulkParts).recorded(grantsOf(grants), company, { publishedMin, publishedMax: publishedMin + 86_400 });
  // One batch is made ahead before anybody can tell how fast the reader is.
  const steps = [
    { given: FIRST, recorded: FIRST + AHEAD },
    { given: AHEAD, recorded: FIRST + AHEAD },
    { given: FIRST, recorded: 2 * FIRST + AHEAD },
    { given: FIRST, recorded: 3 * FIRST + AHEAD },
  ];
  for (const expected of steps) {
    const { value } = await batches.next();
    await wait(SLOW);
    expect({ given: (value as readonly unknown[]).length, recorded: recorded.length }).toEqual(expected);
  }
  await batches.return(undefined);
  expect(recorded.length).toBe(steps.at(-1)!.recorded);
});
