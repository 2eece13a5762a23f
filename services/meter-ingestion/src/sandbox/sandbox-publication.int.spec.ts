import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  SANDBOX_CUSTOMER_ID,
  SANDBOX_PERIOD,
  SANDBOX_USAGE_POINT_IDS,
  unpackBlock,
  type ReadingBlocksImported,
  type UsagePointChanged,
} from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { ClientNats } from '@nestjs/microservices';
import { RunningService } from '../test-support/running-service.js';

let service: RunningService;
let requests: RequestClient;
beforeAll(async () => {
  service = await RunningService.start();
  const { url, user, password } = service.nats.credentials('authorization');
  requests = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_authorization' }));
});
afterAll(async () => {
  await requests.close();
  await service.stop();
});

it('is in no log before somebody needs it, and then once, however often and however many ask', async () => {
  expect(await service.log()).toEqual([]);
  await Promise.all(Array.from({ length: 8 }, () => requests.request('meter-ingestion.publish-sandbox', {})));
  await requests.request('meter-ingestion.publish-sandbox', {});
  expect((await service.log()).map(({ type }) => type)).toEqual([
    'UsagePointChanged',
    'UsagePointChanged',
    'ReadingBlocksImported',
    'ImportCompleted',
  ]);
});

it('holds two usage points of nobody but the sandbox customer, and every hour of 31 days, one of them of 25 hours', async () => {
  const log = await service.log();
  const points = log.filter(({ type }) => type === 'UsagePointChanged').map(({ data }) => data as UsagePointChanged['data']);
  expect(points.map(({ usagePointId }) => usagePointId)).toEqual(SANDBOX_USAGE_POINT_IDS);
  expect(points.flatMap(({ holders }) => holders.map(({ customerId }) => customerId))).toEqual([SANDBOX_CUSTOMER_ID, SANDBOX_CUSTOMER_ID]);
  const { blocks } = log.find(({ type }) => type === 'ReadingBlocksImported')!.data as ReadingBlocksImported['data'];
  const readingsOf = (usagePointId: string) =>
    blocks.filter((block) => block.usagePointId === usagePointId).map(({ block }) => unpackBlock(Buffer.from(block, 'base64')).readings);
  const [hours, days] = SANDBOX_USAGE_POINT_IDS.map(readingsOf);
  expect(hours!.map(({ length }) => length).sort((a, b) => a - b)).toEqual([...Array(30).fill(24), 25]);
  const starts = hours!.flat().map(({ start }) => start);
  expect(starts).toEqual(
    Array.from({ length: (SANDBOX_PERIOD.end - SANDBOX_PERIOD.start) / 3600 }, (_, i) => SANDBOX_PERIOD.start + i * 3600),
  );
  expect(days!.flat()).toHaveLength(31);
});

it('is nobody that an operator or a customer could find', async () => {
  const found = await service.database.ownerDataSource.query('SELECT 1 FROM customer UNION ALL SELECT 1 FROM service_point');
  expect(found).toEqual([]);
});
