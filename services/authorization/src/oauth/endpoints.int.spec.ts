import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendAnyMethod } from '@greenledger/testing';
import * as client from 'openid-client';
import { authorize, discover } from '../testing/oauth-flow.js';
import { SCOPE, sha256, startRig, type Company, type Rig } from '../testing/rig.js';

let rig: Rig;
let company: Company;
let config: client.Configuration;
beforeAll(async () => {
  rig = await startRig();
  company = await rig.company();
  config = await discover(rig, company);
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const basic = (): string => `Basic ${btoa(`${company.clientId}:${company.clientSecret}`)}`;
const post = (
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = { authorization: basic() },
): Promise<Response> => fetch(`${rig.origin}/oauth/${path}`, { method: 'POST', headers, body: new URLSearchParams(form) });
const resolveToken = (token: string) => rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(token) });

describe('the metadata (RFC 8414)', () => {
  it('names what is offered, and nothing else', async () => {
    const metadata = (await (await fetch(`${rig.origin}/.well-known/oauth-authorization-server/oauth`)).json()) as Record<string, unknown>;
    const issuer = `${rig.origin}/oauth`;
    expect(metadata).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/revoke`,
      introspection_endpoint: `${issuer}/introspect`,
      pushed_authorization_request_endpoint: `${issuer}/par`,
      response_types_supported: ['code'],
      ui_locales_supported: ['en', 'es', 'ja'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['PS256', 'ES256', 'Ed25519', 'EdDSA'],
    });
    expect([...(metadata['grant_types_supported'] as string[])].sort()).toEqual([
      'authorization_code',
      'client_credentials',
      'refresh_token',
    ]);
    expect(Object.keys(metadata).filter((name) => /userinfo|end_session|device|backchannel|mtls|tls_client/.test(name))).toEqual([]);
    for (const name of Object.keys(metadata).filter((key) =>
      /(token_endpoint|authorization_endpoint|revocation_endpoint|introspection_endpoint|request_endpoint|jwks_uri)$/.test(key),
    )) {
      expect((await fetch(metadata[name] as string, { redirect: 'manual' })).status).not.toBe(404);
    }
  });

  it('is made of the public origin, whatever the request says', async () => {
    const response = await fetch(`${rig.origin}/.well-known/oauth-authorization-server/oauth`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' },
    });
    expect(await response.text()).not.toContain('evil.example');
  });
});

describe('what is not offered', () => {
  it.each(['password', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange'])(
    'the grant %s',
    async (grant_type) => {
      const response = await post('token', { grant_type, username: 'a', password: 'b' });
      expect([response.status, await response.json()]).toMatchObject([400, { error: 'unsupported_grant_type' }]);
    },
  );

  it('registration without the utility, and a user info endpoint', async () => {
    for (const path of ['reg', 'me', 'userinfo', 'session/end', 'device', 'challenge']) expect((await post(path, {})).status).toBe(404);
    for (const headers of [{}, { authorization: 'Bearer nobody' }] as Record<string, string>[])
      expect([401, 404]).toContain((await post('register', {}, headers)).status);
  });

  it('answers to scripts of other sites', async () => {
    for (const path of ['authorize', 'token', 'introspect', 'revoke', 'par']) {
      const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
      const response = await fetch(`${rig.origin}/oauth/${path}`, { method: 'OPTIONS', headers });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      await response.text();
    }
    const sent = await post(
      'token',
      { grant_type: 'client_credentials', scope: SCOPE },
      { authorization: basic(), origin: 'https://elsewhere.example' },
    );
    expect(sent.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE'])('the method %s: 405 with Allow', async (method) => {
    for (const path of ['token', 'introspect', 'revoke', 'par']) {
      const { status, allow } = await sendAnyMethod(method, `${rig.origin}/oauth/${path}`);
      expect([status, allow]).toEqual([405, 'POST']);
    }
    const { status, allow } = await sendAnyMethod(method, `${rig.origin}/oauth/authorize`);
    expect([status, allow]).toEqual([405, 'GET, POST']);
  });
});

describe('credentials', () => {
  it('in the URL, or in header and form at once, are refused', async () => {
    const form = { grant_type: 'client_credentials', scope: SCOPE };
    const secret = encodeURIComponent(company.clientSecret);
    const inUrl = await post(`token?client_id=${company.clientId}&client_secret=${secret}`, form, {});
    expect([inUrl.status, await inUrl.json()]).toMatchObject([400, { error: 'invalid_request' }]);
    const twice = await post('token', { ...form, client_id: company.clientId, client_secret: company.clientSecret });
    expect([twice.status, await twice.json()]).toMatchObject([400, { error: 'invalid_request' }]);
  });
});

describe('answers', () => {
  it('of tokens are JSON and never cached', async () => {
    const response = await post('token', { grant_type: 'client_credentials', scope: SCOPE });
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('of introspection tell nothing of unknown, revoked and foreign tokens', async () => {
    const foreign = await client.clientCredentialsGrant(await discover(rig, await rig.company()), { scope: SCOPE });
    const own = await client.clientCredentialsGrant(config, { scope: SCOPE });
    await client.tokenRevocation(config, own.access_token);
    for (const token of ['unknown', own.access_token, foreign.access_token]) {
      const response = await post('introspect', { token });
      expect([response.status, await response.text()]).toEqual([200, '{"active":false}']);
    }
    expect((await post('introspect', { token: own.access_token }, {})).status).toBe(401);
  });
});

describe('a refresh token', () => {
  it('is nothing to a resource server, nor to another company: inactive (SEC-075)', async () => {
    const { tokens } = await authorize(rig, config);
    const token = tokens.refresh_token!;
    expect(await resolveToken(token)).toEqual({ active: false });
    const other = await rig.company();
    const foreign = await fetch(`${rig.origin}/oauth/introspect`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${other.clientId}:${other.clientSecret}`)}` },
      body: new URLSearchParams({ token, token_type_hint: 'refresh_token' }),
    });
    expect([foreign.status, await foreign.text()]).toEqual([200, '{"active":false}']);
    // Nobody opens a resource with it: what a resource server is told of a token it is told by this one request.
    expect(await resolveToken(tokens.access_token)).toMatchObject({ active: true, kind: 'access' });
  });
});

describe('token kinds (ESPI)', () => {
  it('client credentials with the scope FB=44 give a registration_access_token', async () => {
    const tokens = await client.clientCredentialsGrant(config, { scope: 'FB=44' });
    expect(tokens['resourceURI']).toMatch(new RegExp(`/ApplicationInformation/${company.applicationInformationId}$`));
    expect(tokens.refresh_token).toBeUndefined();
    const facts = { applicationInformationId: company.applicationInformationId, thirdPartyId: company.thirdPartyId };
    expect(await resolveToken(tokens.access_token)).toMatchObject({ active: true, kind: 'registration', ...facts });
  });

  it('never come from a scope of customers that names another block beside it', async () => {
    await expect(client.clientCredentialsGrant(config, { scope: 'FB=4_44' })).rejects.toEqual(
      expect.objectContaining({ error: 'invalid_scope' }),
    );
  });
});

it('the end of the authorized period kills every token at its second', async () => {
  const until = Math.floor(Date.now() / 1000) + 3;
  const { tokens } = await authorize(rig, config, { authorizedUntil: until });
  expect((await resolveToken(tokens.access_token)).active).toBe(true);
  await wait(until * 1000 - Date.now() + 50);
  expect(await resolveToken(tokens.access_token)).toEqual({ active: false });
  expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
  await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toEqual(
    expect.objectContaining({ error: 'invalid_grant' }),
  );
});

it('a scope of PG&E is granted with the data sets that the customer chose, and no others', async () => {
  const scope =
    'FB=1_3_4_5_15_46;AdditionalScope=Usage_Billing_Basic;IntervalDuration=900_3600;BlockDuration=Daily;HistoryLength=34214400;dataCustodianId=GL';
  const pge = await discover(rig, await rig.company({ scopes: [scope] }));
  const { tokens } = await authorize(rig, pge, { dataSets: ['usage', 'basic'] }, scope);
  expect(tokens.scope).toContain('AdditionalScope=Usage_Basic;');
  expect(tokens['customerResourceURI']).toBeTruthy();
  await expect(authorize(rig, pge, { dataSets: ['usage', 'account'] }, scope)).rejects.toMatchObject({ code: 'invalid-body' });
});
