import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { ArtifactSweep } from './artifact-sweep.js';
import { authorize, begin, discover } from '../testing/oauth-flow.js';
import { startRig, type Rig } from '../testing/rig.js';

let rig: Rig;
beforeAll(async () => (rig = await startRig()), 60_000);
afterAll(() => rig?.stop(), 60_000);

const count = async (table: string): Promise<number> => {
  const [row] = await rig.database.ownerDataSource.query<{ count: string }[]>(`SELECT count(*) FROM ${table}`);
  return Number(row!.count);
};

it('deletes expired codes, tokens, interactions and consent answers, and nothing that lives', async () => {
  const config = await discover(rig, await rig.company());
  const { tokens } = await authorize(rig, config);
  await begin(config);
  const sweep = rig.app.get(ArtifactSweep);
  expect(await sweep.sweep()).toBe(0);

  const now = Math.floor(Date.now() / 1000);
  expect(await count('consent_answer')).toBe(1);
  // In three hours: the code, both interactions, the access token and the answer are gone; the refresh token lives for a year.
  expect(await sweep.sweep(now + 3 * 3600)).toBeGreaterThanOrEqual(4);
  expect(await count('consent_answer')).toBe(0);
  expect(await count(`oauth_artifact WHERE model <> 'RefreshToken'`)).toBe(0);
  expect((await client.refreshTokenGrant(config, tokens.refresh_token!)).access_token).toBeTruthy();

  await sweep.sweep(now + 366 * 86_400 + 3600);
  expect(await count('oauth_artifact')).toBe(0);
});

it('deletes more rows than one batch holds', async () => {
  await rig.database.ownerDataSource.query(
    `INSERT INTO oauth_artifact (model, id_sha256, payload, expires_at) SELECT 'AccessToken', 'old-' || n, '{}', 1 FROM generate_series(1, 2500) n`,
  );
  expect(await rig.app.get(ArtifactSweep).sweep()).toBe(2500);
});
