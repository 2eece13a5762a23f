import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { authorize, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { startRig, type Rig } from '../testing/rig.js';
import { ReadModels } from './read-models.js';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const checkpoint = async (): Promise<number> => {
  const [row] = await rig.database.dataSource.query<{ position: string }[]>('SELECT position FROM projection_checkpoint');
  return Number(row!.position);
};

it('leaves releases to who looks at them, and applies them with the first other event', async () => {
  const company = await rig.company();
  const { authorizationId } = await authorize(rig, await discover(rig, company));
  const views = rig.app.get(ReadModels);
  await views.catchUp();
  const before = await checkpoint();
  const now = Math.floor(Date.now() / 1000);
  await rig.ask('data-delivery', 'authorization.record-release', {
    releaseId: randomUUID(),
    authorizationId,
    thirdPartyId: company.thirdPartyId,
    clientId: company.clientId,
    resource: 'Batch/Subscription',
    manifestDigest: 'd'.repeat(64),
    rendererVersion: '1',
    window: { start: now - 7200, end: now - 3600 },
    usagePointIds: ['up-1'],
    dataSets: ['usage'],
    counts: { usagePoints: 1, blocks: 1, readings: 4 },
  });
  await views.catchUpGrants();
  expect(await checkpoint()).toBe(before);
  await rig.ask('portal', 'authorization.revoke-authorization', {
    authorizationId,
    by: 'customer',
    customerId: CUSTOMER,
    reason: 'enough',
  });
  await views.catchUpGrants();
  expect(await checkpoint()).toBe(before + 2);
  const [view] = await rig.database.dataSource.query<{ status: string }[]>(
    'SELECT status FROM authorization_view WHERE authorization_id = $1',
    [authorizationId],
  );
  expect(view).toEqual({ status: 'revoked' });
});
