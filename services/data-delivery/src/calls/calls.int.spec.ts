import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { RequestClient } from '@greenledger/messaging';
import type { CompanyCall } from '@greenledger/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';
import { CallLog, KEPT_CALLS } from './call-log.js';

const { thirdPartyId } = COMPANY;
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const service = new RunningService({ RATE_LIMIT_PER_CLIENT: 0, RATE_LIMIT_PER_GRANT: 0 });
let requests: RequestClient;
beforeAll(async () => {
  await service.start();
  await loadSample(service);
  requests = RequestClient.of(service.nats.credentials('portal'));
});
afterAll(async () => {
  await requests?.close();
  await service.stop();
});

/** The newest calls, once there are as many: the note of a call is made after its answer. */
async function calls(atLeast: number, of = thirdPartyId): Promise<readonly CompanyCall[]> {
  for (let i = 0; i < 100; i++) {
    await service.app.get(CallLog).write();
    const { calls: found } = await requests.request('data-delivery.list-calls', { thirdPartyId: of, limit: 100 });
    if (found.length >= atLeast) return found;
    await wait(50);
  }
  throw new Error(`fewer than ${atLeast} calls were noted`);
}

it('are seen newest first: releases with what left, refusals with their explanation, and never a token', async () => {
  await (await service.get(BATCH, 'token-access')).text();
  await (await service.get('/ReadServiceStatus', 'token-client')).text();
  await service.get(`${BATCH}?published-min=All`, 'token-access');
  await service.get(`${BATCH}?access_token=token-access`, 'token-access');
  await service.get(BATCH, 'token-access', 'HEAD');
  await service.get('/ReadServiceStatus', 'nobody');
  // The token in the URL is refused before it is looked up, and an unknown one belongs to no company.
  const [head, refused, status, batch, ...rest] = await calls(4);
  expect(rest).toEqual([]);
  expect(head).toMatchObject({ method: 'HEAD', status: 200, release: null, refusal: null });
  expect(refused).toMatchObject({ status: 400, target: `${BASE}${BATCH}?published-min=All`, refusal: { code: 'invalid-parameter' } });
  expect(status).toMatchObject({ target: `${BASE}/ReadServiceStatus`, tokenKind: 'client', authorizationId: null, status: 200 });
  const [released] = service.authorization.recorded;
  expect(batch).toMatchObject({ tokenKind: 'access', authorizationId: AUTHORIZATION.authorizationId, status: 200, complete: true });
  expect(batch!.release!.id).toBe(released!.releaseId);
  expect(batch!.release!.bytes).toBeGreaterThan(1_000);
  const { refusals } = await requests.request('data-delivery.list-refusals', { thirdPartyId, limit: 1 });
  expect(refused!.refusal!.id).toBe(refusals[0]!.id);
  expect(JSON.stringify(await calls(4))).not.toMatch(/token-access|token-client/);
  expect(await requests.request('data-delivery.list-calls', { thirdPartyId: 'tp-2', limit: 5 })).toEqual({ kept: KEPT_CALLS, calls: [] });
});

it('are noted as broken off when the company hangs up before the answer is out', async () => {
  let answer!: () => void;
  const gate = new Promise<void>((resolve) => (answer = resolve));
  service.authorization.decide = async (release) => {
    await gate;
    return AuthorizationStandIn.record(release);
  };
  const call = request(service.url + BASE + BATCH, { headers: { authorization: 'Bearer token-access' } });
  const gone = new Promise<void>((resolve) => call.once('close', resolve));
  call.once('error', () => undefined).end();
  await wait(300);
  call.destroy();
  await gone;
  const [first] = await calls(5);
  answer();
  service.authorization.decide = AuthorizationStandIn.record;
  expect(first).toMatchObject({ target: BASE + BATCH, complete: false });
});

it('are kept to the newest of each company', async () => {
  const log = service.app.get(CallLog);
  const call = {
    ...{ thirdPartyId: 'tp-3', method: 'GET', tokenKind: 'client', authorizationId: null, status: 200, complete: true },
    duration: 1,
  };
  for (let i = 0; i < 3; i++) {
    for (let n = 0; n < 150; n++)
      log.note({ ...call, at: new Date(), target: `/${i}/${n}`, releaseId: null, correlationId: `c-${i}-${n}` });
    await log.write();
  }
  const [{ count }] = await service.database.dataSource.query<[{ count: string }]>(
    `SELECT count(*) FROM api_call WHERE third_party_id = 'tp-3'`,
  );
  expect(Number(count)).toBe(KEPT_CALLS);
  expect((await calls(1, 'tp-3'))[0]!.target).toBe('/2/149');
  for (let n = 0; n < 1_000; n++)
    log.note({ ...call, thirdPartyId: 'tp-4', at: new Date(), target: `/${n}`, releaseId: null, correlationId: `d-${n}` });
  expect((await calls(100, 'tp-4'))[0]!.target).toBe('/999');
});
