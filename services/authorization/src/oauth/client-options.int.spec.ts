import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey } from 'jose';
import * as client from 'openid-client';
import { Browser } from '../testing/browser.js';
import { approve, authorize, begin, discover, resume } from '../testing/oauth-flow.js';
import { CALLBACK, SCOPE, startRig, type Company, type Rig } from '../testing/rig.js';

let rig: Rig;
beforeAll(async () => (rig = await startRig()), 60_000);
afterAll(() => rig?.stop(), 60_000);

const refused = (error: string) => expect.objectContaining({ error });

describe('PKCE', () => {
  it('is demanded of new clients, and not of a confidential one that is marked so', async () => {
    const config = await discover(rig, await rig.company({}, true, { pkce: false }));
    const { callback } = await approve(rig, await begin(config, { pkce: false }));
    const tokens = await client.authorizationCodeGrant(config, callback, { expectedState: callback.searchParams.get('state')! });
    expect(tokens.refresh_token).toBeTruthy();
    const strict = await discover(rig, await rig.company());
    await expect(begin(strict, { pkce: false })).rejects.toThrow('error=invalid_request');
  });

  it('is enforced when such a client sends a challenge, and a verifier without one is refused', async () => {
    const config = await discover(rig, await rig.company({}, true, { pkce: false }));
    const begun = await begin(config);
    const { callback } = await approve(rig, begun);
    await expect(client.authorizationCodeGrant(config, callback, { expectedState: begun.state })).rejects.toEqual(refused('invalid_grant'));
    const plain = await begin(config, { pkce: false });
    const { callback: other } = await approve(rig, plain);
    const downgraded = client.authorizationCodeGrant(config, other, { pkceCodeVerifier: plain.verifier, expectedState: plain.state });
    await expect(downgraded).rejects.toEqual(refused('invalid_grant'));
  });
});

describe('RFC 9207', () => {
  it('names the issuer in the answer, also in an error, and says so in the metadata', async () => {
    const config = await discover(rig, await rig.company());
    const issuer = `${rig.origin}/oauth`;
    expect(config.serverMetadata()).toMatchObject({ issuer, authorization_response_iss_parameter_supported: true });
    const { callback } = await approve(rig, await begin(config));
    expect(callback.searchParams.get('iss')).toBe(issuer);
    const begun = await begin(config);
    const { returnTo } = await rig.ask('portal', 'authorization.deny-consent', { interactionId: begun.interactionId });
    expect((await resume(begun, returnTo)).searchParams.get('iss')).toBe(issuer);
  });
});

describe('pushed authorization requests (RFC 9126)', () => {
  let company: Company;
  let config: client.Configuration;
  beforeAll(async () => {
    company = await rig.company({}, true, { pushedRequestsOnly: true });
    config = await discover(rig, company);
  });
  const pushed = async (verifier: string): Promise<URL> =>
    client.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: CALLBACK,
      scope: SCOPE,
      state: 'pushed',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  const visit = async (url: URL) => {
    const browser = new Browser();
    const response = await browser.get(url.href);
    const interactionId = /^\/consent\/([^/]+)$/.exec(response.headers.get('location') ?? '')?.[1];
    return { browser, response, interactionId };
  };

  it('carry the flow; opened twice they give one code, and none after the decision', async () => {
    const verifier = client.randomPKCECodeVerifier();
    const url = await pushed(verifier);
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const tab = await visit(url);
    const { browser, interactionId } = await visit(url);
    const { callback } = await approve(rig, { browser, interactionId: interactionId!, verifier, state: 'pushed' });
    const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier, expectedState: 'pushed' });
    expect(tokens.scope).toBe(SCOPE);
    const again = await visit(url);
    expect(again.interactionId).toBeUndefined();
    expect(again.response.headers.get('location') ?? '').not.toContain('code=');
    // The other tab is still open: its decision must not make a second authorization.
    const late = approve(rig, { browser: tab.browser, interactionId: tab.interactionId!, verifier, state: 'pushed' });
    await expect(late).rejects.toMatchObject({ code: 'consent-request-gone' });
  });

  it('are the only way for a client that is marked so', async () => {
    await expect(begin(config)).rejects.toThrow(/invalid_request/);
  });

  it('belong to the client that pushed them', async () => {
    const url = await pushed(client.randomPKCECodeVerifier());
    const other = await rig.company();
    url.searchParams.set('client_id', other.clientId);
    const { response, interactionId } = await visit(url);
    expect(interactionId).toBeUndefined();
    expect(response.headers.get('location') ?? '').not.toContain('code=');
  });

  it('are gone a minute after they were pushed', async () => {
    const url = await pushed(client.randomPKCECodeVerifier());
    const [{ lives }] = await rig.database.ownerDataSource.query<[{ lives: number }]>(
      `SELECT max(expires_at - extract(epoch FROM now()))::int AS lives FROM oauth_artifact WHERE model = 'PushedAuthorizationRequest'`,
    );
    expect(lives).toBeLessThanOrEqual(60);
    // A minute is not waited for: the end is put into the past.
    await rig.database.ownerDataSource.query(
      `UPDATE oauth_artifact SET payload = jsonb_set(payload, '{exp}', '1') WHERE model = 'PushedAuthorizationRequest'`,
    );
    const { response, interactionId } = await visit(url);
    expect(interactionId).toBeUndefined();
    expect(response.headers.get('location') ?? '').not.toContain('code=');
  });

  it('need the client to authenticate, a POST, and no request_uri of their own', async () => {
    const form = { response_type: 'code', redirect_uri: CALLBACK, scope: SCOPE };
    const push = (body: Record<string, string>, authorization?: string) =>
      fetch(`${rig.origin}/oauth/par`, {
        method: 'POST',
        headers: authorization === undefined ? {} : { authorization },
        body: new URLSearchParams(body),
      });
    expect((await push({ ...form, client_id: company.clientId })).status).toBe(401);
    const basic = `Basic ${btoa(`${company.clientId}:${company.clientSecret}`)}`;
    const nested = await push({ ...form, request_uri: 'urn:ietf:params:oauth:request_uri:x' }, basic);
    expect([nested.status, await nested.json()]).toMatchObject([400, { error: 'request_uri_not_supported' }]);
    expect((await fetch(`${rig.origin}/oauth/par`)).status).toBe(405);
  });
});

describe('private_key_jwt', () => {
  let company: Company;
  let key: CryptoKey;
  let rsa: CryptoKey;
  let config: client.Configuration;
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    key = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' };
    rsa = (await generateKeyPair('RS256', { extractable: true })).privateKey;
    const { kty, n, e } = await exportJWK(rsa);
    const keys = [jwk, { kty, n, e, kid: 'rsa' }];
    company = await rig.company({}, true, { authentication: 'private_key_jwt', jwks: { keys } as never });
    config = await discover(rig, company, client.PrivateKeyJwt({ key, kid: 'one' }));
  });
  const send = async (assertion: string): Promise<number> => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: SCOPE,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    return (await fetch(`${rig.origin}/oauth/token`, { method: 'POST', body })).status;
  };
  const now = () => Math.floor(Date.now() / 1000);
  const assertion = (changed: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
    const { clientId } = company;
    const claims = { iss: clientId, sub: clientId, aud: `${rig.origin}/oauth`, jti: `${Math.random()}`, iat: now(), exp: now() + 60 };
    return new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: 'ES256', kid: 'one', ...header }).sign(key);
  };

  it('completes the code flow and client credentials', async () => {
    const { tokens } = await authorize(rig, config);
    expect((await client.refreshTokenGrant(config, tokens.refresh_token!)).access_token).toBeTruthy();
    expect((await client.clientCredentialsGrant(config, { scope: SCOPE })).access_token).toBeTruthy();
    expect(await send(await assertion())).toBe(200);
  });

  it.each([
    ['the token endpoint as audience', () => ({ aud: `${rig.origin}/oauth/token` })],
    ['a list as audience', () => ({ aud: [`${rig.origin}/oauth`] })],
    ['no sub', () => ({ sub: undefined })],
    ['no jti', () => ({ jti: undefined })],
    ['no exp', () => ({ exp: undefined })],
    ['exp five minutes past', () => ({ exp: now() - 300 })],
    ['iat and nbf 61 seconds ahead', () => ({ iat: now() + 61, nbf: now() + 61 })],
    ['another issuer', () => ({ iss: 'somebody' })],
  ])('refuses %s', async (_, changed) => {
    expect(await send(await assertion(changed()))).toBe(401);
  });

  it.each([
    ['jku', 'http://127.0.0.1:9/keys'],
    ['x5u', 'http://127.0.0.1:9/certificate'],
    ['jwk', { kty: 'oct' }],
    ['crit', ['unknown']],
  ])('refuses the header %s, though the signature is right', async (name, value) => {
    const header: Record<string, unknown> = { [name]: value, ...(name === 'crit' && { unknown: true }) };
    const signed = await assertion();
    const [, payload] = signed.split('.');
    const head = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'one', ...header })).toString('base64url');
    const input = new TextEncoder().encode(`${head}.${payload}`);
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, input);
    expect(await send(`${head}.${payload}.${Buffer.from(signature).toString('base64url')}`)).toBe(401);
  });

  it('accepts a clock that is 8 seconds ahead', async () => {
    expect(await send(await assertion({ iat: now() + 8, nbf: now() + 8 }))).toBe(200);
  });

  it('takes an assertion once, also when it comes many times at once', async () => {
    const once = await assertion();
    expect([await send(once), await send(once)]).toEqual([200, 401]);
    const many = await assertion();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(many)));
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
  });

  it('refuses another key, the public key as an HMAC key, RS256, none, and a key that the assertion brings along', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const { clientId } = company;
    const claims = { iss: clientId, sub: clientId, aud: `${rig.origin}/oauth`, iat: now(), exp: now() + 60 };
    const jwt = (n: number) => new SignJWT({ ...claims, jti: `wrong-${n}-${Math.random()}` });
    const hmac = createHash('sha256')
      .update(JSON.stringify(await exportJWK(publicKey)))
      .digest();
    const none = [{ alg: 'none' }, { ...claims, jti: 'none' }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    for (const wrong of [
      await jwt(1).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(privateKey),
      await jwt(2).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(hmac),
      await jwt(3).setProtectedHeader({ alg: 'RS256', kid: 'rsa' }).sign(rsa),
      await jwt(4)
        .setProtectedHeader({ alg: 'ES256', jwk: await exportJWK(publicKey) })
        .sign(privateKey),
      `${none}.`,
    ]) {
      expect(await send(wrong)).toBe(401);
    }
    // The registered RSA key is good for PS256: RS256 was refused for the algorithm, not for the key.
    const pss = await importJWK(await exportJWK(rsa), 'PS256');
    expect(await send(await jwt(5).setProtectedHeader({ alg: 'PS256', kid: 'rsa' }).sign(pss))).toBe(200);
  });

  it('does not fall back to the secret, nor takes two mechanisms at once', async () => {
    const basic = `Basic ${btoa(`${company.clientId}:${company.clientSecret}`)}`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE });
    expect((await fetch(`${rig.origin}/oauth/token`, { method: 'POST', headers: { authorization: basic }, body })).status).toBe(401);
    body.set('client_assertion', await assertion());
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect((await fetch(`${rig.origin}/oauth/token`, { method: 'POST', headers: { authorization: basic }, body })).status).toBe(400);
  });

  it('is never registered with a private key', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = [await exportJWK(privateKey)];
    const registering = rig.company({}, true, { authentication: 'private_key_jwt', jwks: { keys } as never });
    await expect(registering).rejects.toMatchObject({ code: 'invalid-body' });
    await expect(rig.company({}, true, { authentication: 'private_key_jwt' })).rejects.toMatchObject({ code: 'invalid-body' });
  });
});

describe('without a TLS terminator', () => {
  it('a client of mutual TLS gets no token at all, rather than an unbound one', async () => {
    const company = await rig.company({}, true, { tokens: 'mtls' });
    const config = await discover(rig, company);
    expect(config.serverMetadata()['tls_client_certificate_bound_access_tokens']).toBeUndefined();
    await expect(client.clientCredentialsGrant(config, { scope: SCOPE })).rejects.toEqual(refused('invalid_client_metadata'));
  });
});
