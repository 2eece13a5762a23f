import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { streamName } from '@greenledger/contracts';
import { connectNats } from '@greenledger/messaging';
import { jetstreamManager } from '@nats-io/jetstream';
import { startRig, type Rig } from '../testing/rig.js';

/** Far more than a message of 1 MB names. */
const USAGE_POINTS = 12_000;
let rig: Rig;
beforeAll(async () => (rig = await startRig()), 60_000);
afterAll(() => rig?.stop(), 60_000);

it('records the release of a customer with thousands of usage points, and the log with it goes on', async () => {
  const { thirdPartyId, clientId } = await rig.company();
  const now = Math.floor(Date.now() / 1000);
  const usagePointIds = Array.from({ length: USAGE_POINTS }, () => randomUUID());
  const authorizationId = randomUUID();
  const period = { start: now - 86_400, end: null };
  const terms = {
    usagePointIds,
    dataSets: ['usage'],
    authorizedPeriod: period,
    publishedPeriod: period,
    historyLength: 86_400,
    purpose: 'a test',
  };
  const consent = { textDigest: '0'.repeat(64), locale: 'en', method: 'online' };
  const holdings = usagePointIds.map((usagePointId) => ({ usagePointId, periods: [{ start: 0, end: null }] }));
  const data = { authorizationId, thirdPartyId, customerId: 'customer-1', terms, consent, scope: 'FB=1', holdings };
  const granted = { id: randomUUID(), type: 'AuthorizationGranted', data, metadata: { occurredAt: new Date().toISOString() } };
  await rig.store.append(`authorization-${authorizationId}`, [granted], 0);

  const window = { start: now - 7_200, end: now - 3_600 };
  const receipt = await rig.ask('data-delivery', 'authorization.record-release', {
    ...{ releaseId: randomUUID(), authorizationId, thirdPartyId, clientId, resource: 'Batch/Bulk', manifestDigest: 'd'.repeat(64) },
    ...{ rendererVersion: '1', window, usagePointIds, dataSets: ['usage'] },
    counts: { usagePoints: USAGE_POINTS, blocks: USAGE_POINTS, readings: 4 * USAGE_POINTS },
    extent: { complete: true, usagePoints: usagePointIds.map((usagePointId) => ({ usagePointId, windows: [window] })) },
  });
  expect(receipt).toMatchObject({ recorded: true });

  const connection = await connectNats(rig.credentials('authorization'));
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const relayed = async (): Promise<number> => {
    const { state } = await manager.streams.info(streamName('authorization'), { subjects_filter: 'gl.evt.authorization.DataReleased' });
    return Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
  };
  for (const until = Date.now() + 10_000; Date.now() < until && (await relayed()) === 0; await wait(50));
  expect(await relayed()).toBe(1);
  await connection.close();
  // Who lost the message asks for the page, which holds the large entry alone.
  for (const [after, type] of [
    [1, 'AuthorizationGranted'],
    [2, 'DataReleased'],
  ] as const) {
    const { entries } = await rig.ask('notification', 'authorization.read-log', { after, limit: 100 });
    expect(entries.map((entry) => entry.type)).toEqual([type]);
  }
}, 60_000);
