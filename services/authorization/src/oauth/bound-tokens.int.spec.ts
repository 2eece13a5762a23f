import { X509Certificate, createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import * as client from 'openid-client';
import { DataSource } from 'typeorm';
import type { TokenProof } from '@greenledger/contracts';
import { COMPANY_CERTIFICATE, EXPIRED_CERTIFICATE, STRANGER_CERTIFICATE } from '../testing/tls-certificates.js';
import { approve, authorize, begin, discover } from '../testing/oauth-flow.js';
import { SCOPE, sha256, startRig, type Company, type Rig } from '../testing/rig.js';

const HEADER = 'X-Client-Cert';
let rig: Rig;
beforeAll(async () => (rig = await startRig({}, { CLIENT_CERTIFICATE_HEADER: HEADER })), 60_000);
afterAll(() => rig?.stop(), 60_000);

const URI = 'https://utility.example/DataCustodian/espi/1_1/resource/Authorization';
const resolve = (token: string, proof?: TokenProof) =>
  rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(token), ...(proof && { proof }) });
const isActive = async (token: string, proof?: TokenProof): Promise<boolean> => (await resolve(token, proof)).active;

describe('tokens bound to a DPoP key (RFC 9449)', () => {
  let company: Company;
  let config: client.Configuration;
  let pair: { privateKey: CryptoKey; publicKey: CryptoKey };
  beforeAll(async () => {
    company = await rig.company({}, true, { tokens: 'dpop' });
    config = await discover(rig, company);
    pair = (await generateKeyPair('ES256', { extractable: true })) as typeof pair;
  });
  const dpop = () => client.getDPoPHandle(config, pair);
  /** What the authorization service tells a resource to demand now. */
  const nonceFor = async (token: string): Promise<string> => {
    const resolved = await resolve(token, withProof(await proofJwt(token, { nonce: undefined })));
    return (resolved as { dpopNonce?: string }).dpopNonce!;
  };
  const proofJwt = async (token: string, changed: Record<string, unknown> = {}, header: Record<string, unknown> = {}, by = pair) => {
    const jwk = await exportJWK(by.publicKey);
    const ath = createHash('sha256').update(token).digest('base64url');
    const nonce = 'nonce' in changed ? undefined : await nonceFor(token);
    const claims = { jti: randomUUID(), iat: Math.floor(Date.now() / 1000), htm: 'GET', htu: URI, ath, nonce };
    const protectedHeader = { alg: 'ES256', typ: 'dpop+jwt', jwk, ...header };
    return new SignJWT({ ...claims, ...changed }).setProtectedHeader(protectedHeader).sign(by.privateKey);
  };
  const withProof = (jwt: string): TokenProof => ({ scheme: 'DPoP', method: 'GET', uri: `${URI}?published-min=x`, dpop: jwt });

  it('are given by the code flow, by refresh and to the client itself, and open with a proof', async () => {
    const begun = await begin(config);
    const { callback } = await approve(rig, begun);
    const checks = { pkceCodeVerifier: begun.verifier, expectedState: begun.state };
    const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP: dpop() });
    expect(tokens.token_type).toBe('dpop');
    const introspected = await client.tokenIntrospection(config, tokens.access_token);
    expect(introspected.cnf).toEqual({ jkt: await calculateJwkThumbprint((await exportJWK(pair.publicKey)) as JWK) });
    const next = await client.refreshTokenGrant(config, tokens.refresh_token!, undefined, { DPoP: dpop() });
    const own = await client.clientCredentialsGrant(config, { scope: SCOPE }, { DPoP: dpop() });
    for (const { access_token } of [tokens, next, own]) {
      expect(await isActive(access_token, withProof(await proofJwt(access_token)))).toBe(true);
      expect(await isActive(access_token)).toBe(false);
      expect(await isActive(access_token, { scheme: 'Bearer', method: 'GET', uri: URI })).toBe(false);
    }
  });

  it('are given to the key that the authorize request named (dpop_jkt), and to no other', async () => {
    const jkt = await calculateJwkThumbprint((await exportJWK(pair.publicKey)) as JWK);
    for (const [own, error] of [
      [true, undefined],
      [false, 'invalid_grant'],
    ] as const) {
      const begun = await begin(config, { extra: { dpop_jkt: jkt } });
      const { callback } = await approve(rig, begun);
      const other = (await generateKeyPair('ES256', { extractable: true })) as typeof pair;
      const DPoP = own ? dpop() : client.getDPoPHandle(config, other);
      const checks = { pkceCodeVerifier: begun.verifier, expectedState: begun.state };
      const redeeming = client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP });
      await (error ? expect(redeeming).rejects.toEqual(expect.objectContaining({ error })) : expect(redeeming).resolves.toBeTruthy());
    }
  });

  it('are given for a proof with the nonce that the token endpoint sends, and not without', async () => {
    const send = async (nonce?: string) => {
      const proof = await proofJwt('', { htm: 'POST', htu: `${rig.origin}/oauth/token`, ath: undefined, nonce });
      const authorization = `Basic ${btoa(`${company.clientId}:${company.clientSecret}`)}`;
      const body = new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE });
      return fetch(`${rig.origin}/oauth/token`, { method: 'POST', headers: { authorization, dpop: proof }, body });
    };
    const first = await send();
    expect([first.status, await first.json()]).toMatchObject([400, { error: 'use_dpop_nonce' }]);
    const nonce = first.headers.get('dpop-nonce')!;
    const wrong = await send('wrong');
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { error: 'use_dpop_nonce' }]);
    expect((await send(nonce)).status).toBe(200);
  });

  it('open with the nonce that a resource was told, and not without one, whose proof is good for nothing else (SEC-070)', async () => {
    const { access_token } = await client.clientCredentialsGrant(config, { scope: SCOPE }, { DPoP: dpop() });
    const without = await resolve(access_token, withProof(await proofJwt(access_token, { nonce: undefined })));
    expect(without).toEqual({ active: false, dpopNonce: expect.stringMatching(/^[\w-]{43}$/) });
    const { dpopNonce: nonce } = without as { dpopNonce: string };
    expect(await isActive(access_token, withProof(await proofJwt(access_token, { nonce: 'of-another-server' })))).toBe(false);
    expect(await resolve(access_token, withProof(await proofJwt(access_token, { nonce })))).toMatchObject({
      active: true,
      dpopNonce: expect.any(String),
    });
    // A proof that is wrong in another way learns nothing.
    expect(await resolve(access_token, withProof(await proofJwt(access_token, { nonce: undefined, htm: 'DELETE' })))).toEqual({
      active: false,
    });
  });

  it('are not called invalid when the use of a proof cannot be noted', async () => {
    const { access_token } = await client.clientCredentialsGrant(config, { scope: SCOPE }, { DPoP: dpop() });
    const proof = withProof(await proofJwt(access_token));
    const dataSource = rig.app.get(DataSource, { strict: false });
    const query = dataSource.query.bind(dataSource);
    const broken = jest.spyOn(dataSource, 'query').mockImplementation(async (sql, ...rest) => {
      if (String(sql).includes('ResourceProof')) throw new Error('the database went away');
      return query(sql, ...rest);
    });
    await expect(resolve(access_token, proof)).rejects.toMatchObject({ code: 'internal' });
    broken.mockRestore();
    expect(await isActive(access_token, proof)).toBe(true);
  });

  it('open once with one proof, also for two requests that are asked about together', async () => {
    const { access_token } = await client.clientCredentialsGrant(config, { scope: SCOPE }, { DPoP: dpop() });
    const token = { tokenSha256: sha256(access_token), proof: withProof(await proofJwt(access_token)) };
    const { outcomes } = await rig.ask('data-delivery', 'authorization.resolve-tokens', { tokens: [token, token] });
    expect(outcomes.map((outcome) => 'active' in outcome && outcome.active).sort()).toEqual([false, true]);
  });

  it('are not given without a proof', async () => {
    await expect(client.clientCredentialsGrant(config, { scope: SCOPE })).rejects.toEqual(
      expect.objectContaining({ error: 'invalid_grant' }),
    );
  });

  it('open with a proof once', async () => {
    const { access_token } = await client.clientCredentialsGrant(config, { scope: SCOPE }, { DPoP: dpop() });
    const once = withProof(await proofJwt(access_token));
    const answers = await Promise.all(Array.from({ length: 8 }, () => isActive(access_token, once)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['another method', { htm: 'DELETE' }, {}],
    ['another URI', { htu: `${URI}/other` }, {}],
    ['no htu', { htu: undefined }, {}],
    ['the hash of another token', { ath: createHash('sha256').update('other').digest('base64url') }, {}],
    ['no ath', { ath: undefined }, {}],
    ['no jti', { jti: undefined }, {}],
    ['no iat', { iat: undefined }, {}],
    ['an old iat', { iat: Math.floor(Date.now() / 1000) - 120 }, {}],
    ['an iat to come', { iat: Math.floor(Date.now() / 1000) + 120 }, {}],
    ['another typ', {}, { typ: 'JWT' }],
    ['no key', {}, { jwk: undefined }],
  ])('do not open with a proof of %s', async (_, changed, header) => {
    const { access_token } = await client.clientCredentialsGrant(config, { scope: SCOPE }, { DPoP: dpop() });
    expect(await isActive(access_token, withProof(await proofJwt(access_token, changed, header)))).toBe(false);
  });

  it('do not open with the proof of another key, nor with one that shows a private key', async () => {
    const { access_token } = await client.clientCredentialsGrant(config, { scope: SCOPE }, { DPoP: dpop() });
    const other = (await generateKeyPair('ES256', { extractable: true })) as typeof pair;
    expect(await isActive(access_token, withProof(await proofJwt(access_token, {}, {}, other)))).toBe(false);
    const jwk = await exportJWK(pair.privateKey);
    expect(await isActive(access_token, withProof(await proofJwt(access_token, {}, { jwk })))).toBe(false);
  });

  it('leave an ordinary token alone: it opens as Bearer and not by the DPoP scheme', async () => {
    const plain = await discover(rig, await rig.company());
    const { access_token } = await client.clientCredentialsGrant(plain, { scope: SCOPE });
    expect(await isActive(access_token, { scheme: 'Bearer', method: 'GET', uri: URI })).toBe(true);
    expect(await isActive(access_token, withProof(await proofJwt(access_token)))).toBe(false);
  });
});

describe('tokens bound to a certificate (RFC 8705)', () => {
  const thumbprint = (pem: string): string => createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
  /** Sends the certificate as a terminator would: URL-encoded PEM, or RFC 9440 when `encode` says so. */
  const overTls = (config: client.Configuration, pem: string | undefined, encode: (pem: string) => string = encodeURIComponent) => {
    config[client.customFetch] = (url, options) => {
      const certificate = pem === undefined ? {} : { [HEADER]: encode(pem) };
      return fetch(url, { ...options, headers: { ...options.headers, ...certificate } } as RequestInit);
    };
    return config;
  };
  const rfc9440 = (pem: string): string => `:${new X509Certificate(pem).raw.toString('base64')}:`;
  const bound = async (): Promise<client.Configuration> => discover(rig, await rig.company({}, true, { tokens: 'mtls' }));

  it.each([
    ['a URL-encoded PEM', encodeURIComponent],
    ['an RFC 9440 header', rfc9440],
  ])('are given for %s, and open with that certificate only', async (_, encode) => {
    const config = overTls(await bound(), COMPANY_CERTIFICATE, encode);
    expect(config.serverMetadata()['tls_client_certificate_bound_access_tokens']).toBe(true);
    const { tokens } = await authorize(rig, config);
    const introspected = await client.tokenIntrospection(config, tokens.access_token);
    expect(introspected.cnf).toEqual({ 'x5t#S256': thumbprint(COMPANY_CERTIFICATE) });
    const proof = (pem?: string): TokenProof => ({
      scheme: 'Bearer',
      method: 'GET',
      uri: URI,
      ...(pem !== undefined && { certificateSha256: thumbprint(pem) }),
    });
    expect(await isActive(tokens.access_token, proof(COMPANY_CERTIFICATE))).toBe(true);
    expect(await isActive(tokens.access_token, proof(STRANGER_CERTIFICATE))).toBe(false);
    expect(await isActive(tokens.access_token, proof())).toBe(false);
    expect(await isActive(tokens.access_token)).toBe(false);
  });

  it.each([
    ['no certificate', undefined, encodeURIComponent],
    ['an expired one', EXPIRED_CERTIFICATE, encodeURIComponent],
    ['something else', COMPANY_CERTIFICATE, () => 'certificate'],
    ['two of them', COMPANY_CERTIFICATE, (pem: string) => `${encodeURIComponent(pem)}, ${encodeURIComponent(STRANGER_CERTIFICATE)}`],
  ])('are not given for %s', async (_, pem, encode) => {
    const config = overTls(await bound(), pem, encode);
    await expect(client.clientCredentialsGrant(config, { scope: SCOPE })).rejects.toEqual(
      expect.objectContaining({ error: 'invalid_grant' }),
    );
  });

  it('authenticate the client too, when its certificate is the registered one', async () => {
    const x5c = [new X509Certificate(COMPANY_CERTIFICATE).raw.toString('base64')];
    const jwk = { ...new X509Certificate(COMPANY_CERTIFICATE).publicKey.export({ format: 'jwk' }), x5c };
    const company = await rig.company({}, true, {
      authentication: 'self_signed_tls_client_auth',
      tokens: 'mtls',
      jwks: { keys: [jwk] } as never,
    });
    const config = await discover(rig, company, client.TlsClientAuth());
    expect((await client.clientCredentialsGrant(overTls(config, COMPANY_CERTIFICATE), { scope: SCOPE })).access_token).toBeTruthy();
    for (const pem of [STRANGER_CERTIFICATE, undefined]) {
      const refused = client.clientCredentialsGrant(overTls(config, pem), { scope: SCOPE });
      await expect(refused).rejects.toEqual(expect.objectContaining({ error: 'invalid_client' }));
    }
  });
});

it('believes a certificate header from a trusted peer only', async () => {
  const apart = await startRig({}, { CLIENT_CERTIFICATE_HEADER: HEADER, TRUSTED_PROXIES: '192.0.2.1' });
  try {
    const company = await apart.company({}, true, { tokens: 'mtls' });
    const config = await discover(apart, company);
    config[client.customFetch] = (url, options) =>
      fetch(url, { ...options, headers: { ...options.headers, [HEADER]: encodeURIComponent(COMPANY_CERTIFICATE) } } as RequestInit);
    await expect(client.clientCredentialsGrant(config, { scope: SCOPE })).rejects.toEqual(
      expect.objectContaining({ error: 'invalid_grant' }),
    );
  } finally {
    await apart.stop();
  }
}, 60_000);
