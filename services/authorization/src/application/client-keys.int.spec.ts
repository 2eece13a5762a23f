import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { startRig, type Company, type Rig } from '../testing/rig.js';

/** A company's address of a JWK Set that does what a test says: the peer is not to be trusted (SEC-022). */
let server: Server;
let base: string;
let asked: string[];
let rig: Rig;
let company: Company;
let published: object[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/huge') return void response.end(JSON.stringify({ keys: [], filling: 'x'.repeat(70_000) }));
    if (request.url === '/elsewhere') return void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    if (request.url === '/silent') return;
    if (request.url === '/failing') return void response.writeHead(500).end();
    response.end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  rig = await startRig({}, { OUTBOUND_ALLOW_LOOPBACK: true });
}, 60_000);
afterAll(async () => {
  await rig?.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}, 60_000);
beforeEach(async () => {
  asked = [];
  published = [];
  company = await rig.company();
});

interface KeyPair {
  readonly privateKey: CryptoKey;
  readonly jwk: object;
  readonly kid: string;
}
async function keyPair(kid: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await client.randomDPoPKeyPair('ES256', { extractable: true });
  return { privateKey, kid, jwk: { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid, use: 'sig' } };
}
const useAddress = (path: string) =>
  rig.ask('portal', 'authorization.change-credentials', {
    thirdPartyId: company.thirdPartyId,
    change: { kind: 'useKeys', jwksUri: `${base}${path}` },
  });
const getToken = async ({ privateKey: key, kid }: KeyPair): Promise<boolean> => {
  const options = { algorithm: 'oauth2' as const, execute: [client.allowInsecureRequests] };
  const config = await client.discovery(new URL(`${rig.origin}/oauth`), company.clientId, {}, client.PrivateKeyJwt({ key, kid }), options);
  return client.clientCredentialsGrant(config).then(
    () => true,
    () => false,
  );
};
/** As if the set had been read that long ago. */
const age = (seconds: number) =>
  rig.database.ownerDataSource.query(`UPDATE oauth_client SET jwks_read_at = now() - make_interval(secs => $2) WHERE client_id = $1`, [
    company.clientId,
    seconds,
  ]);

describe('the address of a key set', () => {
  it.each([
    ['answers more than 64 kB', '/huge', 'keysAddressSilent'],
    ['redirects to an address inside', '/elsewhere', 'keysAddressStatus'],
    ['never answers', '/silent', 'keysAddressSilent'],
    ['fails', '/failing', 'keysAddressStatus'],
  ])('is refused when it %s, and asked once', async (_what, path, code) => {
    await expect(useAddress(path)).rejects.toMatchObject({
      code: 'invalid-body',
      members: expect.objectContaining({ fault: expect.objectContaining({ code }) }),
    });
    expect(asked).toEqual([path]);
  });

  it('is refused when its set names one kid twice', async () => {
    const [one, other] = await Promise.all([keyPair('k1'), keyPair('k1')]);
    published = [one.jwk, other.jwk];
    const fault = { code: 'keysRepeated' };
    await expect(useAddress('/keys')).rejects.toMatchObject({ members: expect.objectContaining({ fault }) });
  });

  it('is read again at once for a key that the set does not hold: the company has changed its keys', async () => {
    const [before, after] = await Promise.all([keyPair('k1'), keyPair('k2')]);
    published = [before.jwk];
    await useAddress('/keys');
    expect(await getToken(before)).toBe(true);
    published = [after.jwk];
    await age(61);
    expect(await getToken(after)).toBe(true);
    expect(await getToken(before)).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('is read again once a minute, however many unknown keys come, and leaves the keys of before when it fails', async () => {
    const [own, unknown] = await Promise.all([keyPair('k1'), keyPair('k9')]);
    published = [own.jwk];
    await useAddress('/keys');
    await age(61);
    expect(await Promise.all(Array.from({ length: 12 }, () => getToken(unknown)))).toEqual(Array(12).fill(false));
    expect(asked).toHaveLength(2);
    await age(61);
    published = [{ kty: 'oct', k: 'c2VjcmV0' }];
    expect(await getToken(unknown)).toBe(false);
    expect(await getToken(own)).toBe(true);
    expect(asked).toHaveLength(3);
  });

  it('is asked for nothing when the key is known, or the client gave its set by itself', async () => {
    const own = await keyPair('k1');
    published = [own.jwk];
    await useAddress('/keys');
    await age(61);
    expect(await getToken(own)).toBe(true);
    const change = { kind: 'useKeys', jwks: JSON.stringify({ keys: published }) } as const;
    await rig.ask('portal', 'authorization.change-credentials', { thirdPartyId: company.thirdPartyId, change });
    expect(await getToken(await keyPair('k7'))).toBe(false);
    expect(asked).toHaveLength(1);
  });
});
