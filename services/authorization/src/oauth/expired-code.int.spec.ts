import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { OAuthSettings } from './oauth-settings.js';
import { approve, begin, discover } from '../testing/oauth-flow.js';
import { startRig, type Rig } from '../testing/rig.js';

let rig: Rig;
beforeAll(async () => (rig = await startRig({ codeSeconds: 1 })), 60_000);
afterAll(() => rig?.stop(), 60_000);

it('pins the lifetime of a code', () => expect(new OAuthSettings().codeSeconds).toBe(60));

it('refuses an expired code', async () => {
  const config = await discover(rig, await rig.company());
  const begun = await begin(config);
  const { callback } = await approve(rig, begun);
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  const late = client.authorizationCodeGrant(config, callback, { pkceCodeVerifier: begun.verifier, expectedState: begun.state });
  await expect(late).rejects.toMatchObject({ error: 'invalid_grant' });
});
