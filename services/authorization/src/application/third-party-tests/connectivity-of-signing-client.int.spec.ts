import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TestRun } from '@greenledger/contracts';
import * as client from 'openid-client';
import { startRig, type Company, type Rig } from '../../testing/rig.js';

/** The connectivity test of a client whose private key only its company has (private_key_jwt). */
let rig: Rig;
let site: Server;
let company: Company;
beforeAll(async () => {
  site = createServer((request, response) => void request.resume().on('end', () => response.writeHead(200).end()));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  rig = await startRig({}, { OUTBOUND_ALLOW_LOOPBACK: true });
  const notifyUri = `http://127.0.0.1:${(site.address() as AddressInfo).port}/notify`;
  company = await rig.company({ notifyUri });
}, 60_000);
afterAll(async () => {
  await rig?.stop();
  await new Promise((resolve) => site.close(resolve));
}, 60_000);

const useNewKeys = async (): Promise<CryptoKey> => {
  const pair = await client.randomDPoPKeyPair('ES256', { extractable: true });
  const jwk = { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'k1', use: 'sig' };
  const change = { kind: 'useKeys', jwks: JSON.stringify({ keys: [jwk] }) } as const;
  await rig.ask('portal', 'authorization.change-credentials', { thirdPartyId: company.thirdPartyId, change });
  return pair.privateKey;
};
const getToken = async (authentication: client.ClientAuth): Promise<void> => {
  const options = { algorithm: 'oauth2' as const, execute: [client.allowInsecureRequests] };
  const config = await client.discovery(new URL(`${rig.origin}/oauth`), company.clientId, {}, authentication, options);
  await client.clientCredentialsGrant(config);
};
/** The request is noted after its answer went out. */
const signedRequest = async (key: CryptoKey): Promise<void> => {
  await getToken(client.PrivateKeyJwt({ key, kid: 'k1' }));
  const fresh = `SELECT 1 FROM oauth_client WHERE client_id = $1 AND last_token_at > now() - interval '1 minute'`;
  for (let tries = 0; tries < 100 && (await rig.database.ownerDataSource.query(fresh, [company.clientId])).length === 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
};
const run = async (): Promise<TestRun> => {
  const { thirdPartyId } = company;
  const { runId } = await rig.ask('portal', 'authorization.run-third-party-test', { thirdPartyId, test: 'connectivity' });
  for (let tries = 0; tries < 200; tries++) {
    const { runs } = await rig.ask('portal', 'authorization.list-test-runs', { thirdPartyId });
    const found = runs.find((one) => one.runId === runId && one.state !== 'running');
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the run does not end');
};

it('asks for a request of its own, and no token that came by a secret counts', async () => {
  await getToken(client.ClientSecretBasic(company.clientSecret));
  await useNewKeys();
  const { state, steps } = await run();
  expect(state).toBe('failed');
  const [metadata, own, notify] = steps;
  expect(steps).toHaveLength(3);
  expect([metadata!.passed, notify!.passed]).toEqual([true, true]);
  expect(own).toMatchObject({ passed: false, found: [{ code: 'neverAsked' }], advice: { code: 'askWithSoftware' } });
});

it('passes when the company has signed a request within a day, and no longer with keys that were never used', async () => {
  const key = await useNewKeys();
  await signedRequest(key);
  expect(await run()).toMatchObject({ state: 'passed' });
  const age = `UPDATE oauth_client SET last_token_at = now() - interval '25 hours' WHERE client_id = $1`;
  await rig.database.ownerDataSource.query(age, [company.clientId]);
  const stale = await run();
  expect(stale.steps[1]).toMatchObject({ passed: false, found: [{ code: 'lastAsked', values: [expect.any(String)] }] });
  await signedRequest(key);
  await useNewKeys();
  expect(await run()).toMatchObject({ state: 'failed' });
});
