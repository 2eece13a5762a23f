import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { Browser } from '../testing/browser.js';
import { approve, authorize, begin, discover, resume } from '../testing/oauth-flow.js';
import { CALLBACK, SCOPE, sha256, startRig, type Company, type Rig } from '../testing/rig.js';

/**
 * The OAuth rows of the Connect My Data certification (notes of the test suite of 2019) that the authorization server
 * answers. The rows about resources (OAD006 to OAD010, OAD016, MGA, MGT, OFA) stand in deploy/local, against all services.
 */
let rig: Rig;
let company: Company;
/** The suite is older than PKCE: its client is a confidential one, marked so. */
let config: client.Configuration;
let base: string;

beforeAll(async () => {
  rig = await startRig({ codeSeconds: 3, accessTokenSeconds: 2 });
  company = await rig.company({}, true, { pkce: false });
  config = await discover(rig, company);
  base = `${rig.origin}/DataCustodian/espi/1_1/resource`;
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const basic = (secret = company.clientSecret): string => `Basic ${btoa(`${company.clientId}:${secret}`)}`;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}
async function token(form: Record<string, string> | [string, string][], authorization: string | null = basic()): Promise<Answer> {
  const headers = authorization === null ? undefined : { authorization };
  const response = await fetch(`${rig.origin}/oauth/token`, { method: 'POST', headers, body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
/** The way of the old suite: the same request as a GET. */
async function tokenByGet(form: Record<string, string>, authorization: string | null = basic()): Promise<Answer> {
  const headers = authorization === null ? undefined : { authorization };
  const response = await fetch(`${rig.origin}/oauth/token?${new URLSearchParams(form).toString()}`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
async function code(): Promise<string> {
  const { callback } = await approve(rig, await begin(config, { pkce: false }));
  return callback.searchParams.get('code')!;
}
const codeForm = (value: string) => ({ grant_type: 'authorization_code', code: value, redirect_uri: CALLBACK });
const without = (form: Record<string, string>, name: string): Record<string, string> => {
  const { [name]: _, ...rest } = form;
  return rest;
};
const refused = (status: number, error: string) => ({ status, body: { error } });

describe('OAD001 malformed authorize requests, before any sign-in', () => {
  const valid = { client_id: '', response_type: 'code', redirect_uri: CALLBACK, scope: SCOPE, state: 'the-state' };
  const ask = (form: Record<string, string>) =>
    new Browser().get(
      `${rig.origin}/oauth/authorize?${new URLSearchParams({ ...form, ...(form['client_id'] === '' && { client_id: company.clientId }) }).toString()}`,
    );

  it.each([
    ['a bad response_type', { ...valid, response_type: 'bad' }, 'unsupported_response_type'],
    ['no response_type', without(valid, 'response_type'), 'invalid_request'],
    ['a bad scope', { ...valid, scope: 'bad' }, 'invalid_scope'],
    ['a scope that was not offered', { ...valid, scope: 'FB=4_5_15' }, 'invalid_scope'],
  ])('%s goes back with an error, the state, the issuer and no code', async (_, form, error) => {
    const response = await ask(form);
    expect([302, 303]).toContain(response.status);
    const location = new URL(response.headers.get('location')!);
    expect(location.origin + location.pathname).toBe(CALLBACK);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ error, state: 'the-state', iss: `${rig.origin}/oauth` });
    expect(location.searchParams.get('code')).toBeNull();
  });

  it.each([
    ['no client_id', without(valid, 'client_id'), 401],
    ['an unknown client_id', { ...valid, client_id: 'unknown' }, 401],
    ['a bad redirect_uri', { ...valid, redirect_uri: 'https://elsewhere.example/callback' }, 403],
    ['no redirect_uri when two are registered', without(valid, 'redirect_uri'), 403],
  ])('%s is refused without a redirect', async (name, form, status) => {
    if (name.startsWith('no redirect_uri')) {
      const two = await rig.company({ redirectUris: [CALLBACK, `${CALLBACK}/2`] }, true, { pkce: false });
      form = { ...form, client_id: two.clientId };
    }
    const response = await ask(form);
    expect([response.status, response.headers.get('location')]).toEqual([status, null]);
    expect(await response.text()).toContain('This request was refused');
  });
});

it('OAD002 the customer denies: access_denied', async () => {
  const begun = await begin(config);
  const { returnTo } = await rig.ask('portal', 'authorization.deny-consent', { interactionId: begun.interactionId });
  const callback = await resume(begun, returnTo);
  expect(Object.fromEntries(callback.searchParams)).toMatchObject({ error: 'access_denied', state: begun.state });
  expect(callback.searchParams.get('code')).toBeNull();
});

it('OAD002 a denial leaves one event, also when it is sent twice, and no customer in it (SEC-043)', async () => {
  const { interactionId } = await begin(config);
  const deny = () => rig.ask('portal', 'authorization.deny-consent', { interactionId });
  await Promise.all([deny(), deny()]);
  const events = await rig.store.readStream(`consent-request-${sha256(interactionId)}`);
  const { thirdPartyId, clientId } = company;
  expect(events.map(({ type, data }) => ({ type, data }))).toEqual([
    { type: 'ConsentDenied', data: { requestId: sha256(interactionId), thirdPartyId, clientId, scope: SCOPE } },
  ]);
  // It travels with the log, and nobody who follows it stumbles over it.
  const { entries } = await rig.ask('notification', 'authorization.read-log', { after: -1, limit: 1000 });
  expect(entries.filter(({ type }) => type === 'ConsentDenied').length).toBeGreaterThan(0);
  expect((await rig.ask('portal', 'authorization.list-authorizations', { thirdPartyId })).authorizations).toBeDefined();
});

describe('OAD003 malformed token requests', () => {
  it.each([
    ['no Basic header', null],
    ['a wrong secret', () => basic('wrong')],
    ['an unknown client', `Basic ${btoa('unknown:secret')}`],
    ['no base64', 'Basic %%%'],
    ['another scheme', 'Bearer abc'],
  ])('%s is 401, by POST and by GET', async (_, header) => {
    const authorization = typeof header === 'function' ? header() : header;
    expect(await token(codeForm('x'), authorization)).toMatchObject(refused(401, 'invalid_client'));
    expect(await tokenByGet(codeForm('x'), authorization)).toMatchObject(refused(401, 'invalid_client'));
  });

  it.each(['grant_type', 'code', 'redirect_uri'])('no %s is 400, by POST and by GET', async (name) => {
    const form = without(codeForm(await code()), name);
    expect(await token(form)).toMatchObject(refused(400, 'invalid_request'));
    expect(await tokenByGet(form)).toMatchObject(refused(400, 'invalid_request'));
  });

  it('a duplicate client_id is 400', async () => {
    const form = [...Object.entries(codeForm('x')), ['client_id', company.clientId], ['client_id', company.clientId]] as [string, string][];
    expect(await token(form)).toMatchObject(refused(400, 'invalid_request'));
  });

  it('another redirect_uri is 400', async () => {
    expect(await token({ ...codeForm(await code()), redirect_uri: `${CALLBACK}/other` })).toMatchObject(refused(400, 'invalid_grant'));
  });

  it('a bad code is 400', async () => {
    expect(await token(codeForm('bad'))).toMatchObject(refused(400, 'invalid_grant'));
  });

  it('a code that is too old is 400 (here after 3 s; 60 s in production, pinned in expired-code.int.spec.ts)', async () => {
    const old = await code();
    await wait(4000);
    expect(await token(codeForm(old))).toMatchObject(refused(400, 'invalid_grant'));
  });

  it('a good request by GET gets no token: 400', async () => {
    const good = await code();
    expect(await tokenByGet(codeForm(good))).toMatchObject(refused(400, 'invalid_request'));
    expect((await token(codeForm(good))).status).toBe(200);
  });
});

it('OAD004 a code used twice: 400', async () => {
  const once = await code();
  expect((await token(codeForm(once))).status).toBe(200);
  expect(await token(codeForm(once))).toMatchObject(refused(400, 'invalid_grant'));
});

const nonEmpty = expect.stringMatching(/./);
const customerAnswer = () => ({
  access_token: nonEmpty,
  token_type: 'Bearer',
  expires_in: expect.any(Number),
  refresh_token: nonEmpty,
  scope: SCOPE,
  resourceURI: expect.stringMatching(new RegExp(`^${base}/Batch/Subscription/[0-9a-f-]{36}$`)),
  authorizationURI: expect.stringMatching(new RegExp(`^${base}/Authorization/[0-9a-f-]{36}$`)),
});

it('OAD005 a code: all members, none empty', async () => {
  const { status, body } = await token(codeForm(await code()));
  expect({ status, body }).toEqual({ status: 200, body: customerAnswer() });
});

it('OAD011 malformed refresh requests: 400', async () => {
  const { tokens } = await authorize(rig, config);
  const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token! };
  expect(await token(without(form, 'grant_type'))).toMatchObject(refused(400, 'invalid_request'));
  expect(await token(without(form, 'refresh_token'))).toMatchObject(refused(400, 'invalid_request'));
  expect(await token({ ...form, scope: 'FB=4_5_15' })).toMatchObject(refused(400, 'invalid_scope'));
  expect(await token({ ...form, refresh_token: 'bad' })).toMatchObject(refused(400, 'invalid_grant'));
});

it('OAD012 a refresh: all members again', async () => {
  const { tokens } = await authorize(rig, config);
  const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token! };
  expect(await token({ ...form, scope: SCOPE })).toEqual({ status: 200, body: customerAnswer() });
});

it('OAD013 (deleted in 2024) the old access token lives on after a refresh, until it expires', async () => {
  const { tokens } = await authorize(rig, config);
  await client.refreshTokenGrant(config, tokens.refresh_token!);
  const resolved = await rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(tokens.access_token) });
  expect(resolved.active).toBe(true);
});

it('OAD014 malformed client credentials requests: 400', async () => {
  expect(await token({ scope: SCOPE })).toMatchObject(refused(400, 'invalid_request'));
  expect(await token({ grant_type: 'client_credentials', scope: 'bad' })).toMatchObject(refused(400, 'invalid_scope'));
  expect(await token({ grant_type: 'client_credentials', scope: 'FB=4_5_15' })).toMatchObject(refused(400, 'invalid_scope'));
});

it('OAD015 client credentials: no refresh token, but resourceURI and authorizationURI', async () => {
  const { status, body } = await token({ grant_type: 'client_credentials', scope: SCOPE });
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      access_token: nonEmpty,
      token_type: 'Bearer',
      expires_in: 2,
      scope: SCOPE,
      resourceURI: `${base}/Batch/Bulk/${company.applicationInformationId}`,
      authorizationURI: `${base}/Authorization`,
      customerResourceURI: `${base}/Batch/BulkRetailCustomerInfo/${company.applicationInformationId}`,
    },
  });
});

it('OAD016 an expired token is not active any more, to the second', async () => {
  const { tokens } = await authorize(rig, config);
  const isActive = async () =>
    (await rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(tokens.access_token) })).active;
  expect(await isActive()).toBe(true);
  await wait(3000);
  expect(await isActive()).toBe(false);
});

it('TC010, TC011 tokens and codes are opaque: at least 48 bits (here 256), different each time, and tell nothing', async () => {
  const values = [await code(), (await authorize(rig, config)).tokens.access_token, (await authorize(rig, config)).tokens.refresh_token!];
  for (const value of values) expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(new Set(values).size).toBe(values.length);
});
