import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import * as client from 'openid-client';
import { approve, authorize, begin, discover } from '../testing/oauth-flow.js';
import { sha256, startRig, type Company, type Rig } from '../testing/rig.js';

let rig: Rig;
let company: Company;
let config: client.Configuration;
beforeAll(async () => {
  rig = await startRig({ codeRepeatSeconds: 1, refreshRetrySeconds: 2 });
  company = await rig.company();
  config = await discover(rig, company);
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const isActive = async (token: string): Promise<boolean> =>
  (await rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(token) })).active;
const refresh = (token: string | undefined) => client.refreshTokenGrant(config, token!);
const refused = expect.objectContaining({ error: 'invalid_grant' });

describe('a code', () => {
  it('is redeemed by exactly one of fifty parallel requests, and the winner keeps its tokens', async () => {
    // A window that no busy machine outlasts: here it is about who wins, not about how late the others come.
    const own = await startRig({ codeRepeatSeconds: 60 });
    try {
      const ownConfig = await discover(own, await own.company());
      const begun = await begin(ownConfig);
      const { callback } = await approve(own, begun);
      const redeem = () =>
        client.authorizationCodeGrant(ownConfig, callback, { pkceCodeVerifier: begun.verifier, expectedState: begun.state });
      const results = await Promise.allSettled(Array.from({ length: 50 }, redeem));
      const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(won).toHaveLength(1);
      const tokenSha256 = sha256(won[0]!.access_token);
      expect((await own.ask('data-delivery', 'authorization.resolve-token', { tokenSha256 })).active).toBe(true);
      expect((await client.refreshTokenGrant(ownConfig, won[0]!.refresh_token!)).access_token).toBeTruthy();
    } finally {
      await own.stop();
    }
  }, 60_000);

  it('sent again after a second is refused and ends every token that came from it', async () => {
    const { tokens, callback, begun } = await authorize(rig, config);
    const next = await refresh(tokens.refresh_token);
    await wait(1100);
    const again = client.authorizationCodeGrant(config, callback, { pkceCodeVerifier: begun.verifier, expectedState: begun.state });
    await expect(again).rejects.toEqual(refused);
    expect(await isActive(tokens.access_token)).toBe(false);
    expect(await isActive(next.access_token)).toBe(false);
    await expect(refresh(next.refresh_token)).rejects.toEqual(refused);
  });

  it('used twice is told as a security event, which names the authorization and no secret', async () => {
    const { tokens, callback, begun, authorizationId } = await authorize(rig, config);
    await wait(1100);
    const warn = jest.spyOn(Logger.prototype, 'warn');
    try {
      const again = client.authorizationCodeGrant(config, callback, { pkceCodeVerifier: begun.verifier, expectedState: begun.state });
      await expect(again).rejects.toEqual(refused);
      const told = warn.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('security event'));
      expect(new Set(told).size).toBe(1);
      expect(told[0]).toContain(`security event tokens-ended authorization=${authorizationId}`);
      for (const secret of [callback.searchParams.get('code')!, tokens.access_token, tokens.refresh_token!]) {
        expect(told.join()).not.toContain(secret);
      }
    } finally {
      warn.mockRestore();
    }
  });

  it.each([
    ['a wrong verifier', () => client.randomPKCECodeVerifier()],
    ['no verifier', () => undefined],
  ])('is burned by %s: the right one comes too late', async (_, verifier) => {
    const begun = await begin(config);
    const { callback } = await approve(rig, begun);
    const redeem = (pkceCodeVerifier: string | undefined) =>
      client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState: begun.state });
    await expect(redeem(verifier())).rejects.toEqual(refused);
    await expect(redeem(begun.verifier)).rejects.toEqual(refused);
  });
});

describe('a refresh token', () => {
  it('rotates, and the old access token lives on until it expires', async () => {
    const { tokens } = await authorize(rig, config);
    const next = await refresh(tokens.refresh_token);
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect([await isActive(tokens.access_token), await isActive(next.access_token)]).toEqual([true, true]);
  });

  it('may be sent again when the answer was lost', async () => {
    const { tokens } = await authorize(rig, config);
    const [lost, arrived] = [await refresh(tokens.refresh_token), await refresh(tokens.refresh_token)];
    expect(arrived.refresh_token).not.toBe(lost.refresh_token);
    expect((await refresh(arrived.refresh_token)).access_token).toBeTruthy();
  });

  it.each([
    ['after its successor was used', 0],
    ['when its time to retry is over', 2100],
  ])('sent again %s ends the family', async (_, milliseconds) => {
    const { tokens } = await authorize(rig, config);
    let next = await refresh(tokens.refresh_token);
    if (milliseconds === 0) next = await refresh(next.refresh_token);
    await wait(milliseconds);
    await expect(refresh(tokens.refresh_token)).rejects.toEqual(refused);
    expect(await isActive(next.access_token)).toBe(false);
    await expect(refresh(next.refresh_token)).rejects.toEqual(refused);
  });

  it('has one successor that counts: the use of a second one ends the family', async () => {
    const { tokens } = await authorize(rig, config);
    const [stolen, own] = [await refresh(tokens.refresh_token), await refresh(tokens.refresh_token)];
    const next = await refresh(own.refresh_token);
    await expect(refresh(stolen.refresh_token)).rejects.toEqual(refused);
    expect(await isActive(next.access_token)).toBe(false);
  });

  it('never widens the scope', async () => {
    const { tokens } = await authorize(rig, config);
    const widened = client.refreshTokenGrant(config, tokens.refresh_token!, { scope: 'FB=4_5_15' });
    await expect(widened).rejects.toEqual(expect.objectContaining({ error: 'invalid_scope' }));
  });
});

describe('revocation by RFC 7009', () => {
  it('of one access token ends that token only', async () => {
    const { tokens } = await authorize(rig, config);
    const next = await refresh(tokens.refresh_token);
    await client.tokenRevocation(config, tokens.access_token);
    expect([await isActive(tokens.access_token), await isActive(next.access_token)]).toEqual([false, true]);
    expect((await refresh(next.refresh_token)).access_token).toBeTruthy();
  });

  it('of a refresh token ends all tokens of the grant, and leaves the authorization to its customer', async () => {
    const { tokens, authorizationId } = await authorize(rig, config);
    await client.tokenRevocation(config, tokens.refresh_token!);
    expect(await isActive(tokens.access_token)).toBe(false);
    await expect(refresh(tokens.refresh_token)).rejects.toEqual(refused);
    expect(await rig.ask('portal', 'authorization.get-authorization', { authorizationId })).toMatchObject({ status: 'active' });
  });

  it("of an unknown token is 200; of another client's token changes nothing", async () => {
    const { tokens } = await authorize(rig, config);
    await client.tokenRevocation(config, 'no-such-token');
    const other = await discover(rig, await rig.company());
    await client.tokenRevocation(other, tokens.refresh_token!);
    expect(await isActive(tokens.access_token)).toBe(true);
    expect((await refresh(tokens.refresh_token)).access_token).toBeTruthy();
  });
});
