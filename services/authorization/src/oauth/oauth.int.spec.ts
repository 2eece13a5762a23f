import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { Browser } from '../testing/browser.js';
import { approve, authorize, begin, choice, consent, CUSTOMER, discover, resume } from '../testing/oauth-flow.js';
import { CALLBACK, SCOPE, sha256, startRig, type Company, type Rig } from '../testing/rig.js';

const BILLS_SCOPE = SCOPE.replace('FB=4_5', 'FB=4_5_15');

let rig: Rig;
let company: Company;
let config: client.Configuration;
let base: string;

beforeAll(async () => {
  rig = await startRig();
  company = await rig.company();
  config = await discover(rig, company);
  base = `${rig.origin}/DataCustodian/espi/1_1/resource`;
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const resolveToken = (token: string) => rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(token) });
const refused = (error: string) => expect.objectContaining({ error });

describe('authorization code flow', () => {
  it('describes, approves and answers tokens with the ESPI members', async () => {
    const begun = await begin(config);
    const view = await rig.ask('portal', 'authorization.describe-consent-request', { interactionId: begun.interactionId });
    expect(view).toMatchObject({ scope: SCOPE, historyLength: 34_214_400, thirdParty: { name: 'Company & Sons', status: 'production' } });
    const { authorizationId, callback } = await approve(rig, begun);
    expect(callback.href.startsWith(`${CALLBACK}?code=`)).toBe(true);
    const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier: begun.verifier, expectedState: begun.state });
    expect(tokens).toMatchObject({
      token_type: 'bearer',
      scope: SCOPE,
      expires_in: 3600,
      resourceURI: `${base}/Batch/Subscription/${authorizationId}`,
      authorizationURI: `${base}/Authorization/${authorizationId}`,
    });
    expect(tokens).not.toHaveProperty('customerResourceURI');
    const resolved = await resolveToken(tokens.access_token);
    expect(resolved).toMatchObject({
      active: true,
      kind: 'access',
      clientId: company.clientId,
      thirdPartyStatus: 'production',
      scope: SCOPE,
      authorization: { authorizationId, customerId: CUSTOMER, status: 'active', version: 1, terms: { usagePointIds: ['up-1'] } },
    });
    const introspected = await client.tokenIntrospection(config, tokens.access_token);
    expect(introspected).toMatchObject({ active: true, scope: SCOPE, sub: authorizationId });
  });

  it('names the customer resource only when personal data is granted, and the scope that was granted', async () => {
    const asksBills = await discover(rig, await rig.company({ scopes: [BILLS_SCOPE] }));
    const { tokens } = await authorize(rig, asksBills, { dataSets: ['usage', 'billing'], historyLength: 86_400 }, BILLS_SCOPE);
    expect(tokens['customerResourceURI']).toMatch(/\/Batch\/RetailCustomer\//);
    expect(tokens.scope).toContain('HistoryLength=86400');
  });

  it('makes a new authorization each time, and one when the form is posted twice', async () => {
    const begun = await begin(config);
    const request = { interactionId: begun.interactionId, customerId: CUSTOMER, choice, consent };
    const answers = await Promise.all([1, 2].map(() => rig.ask('portal', 'authorization.approve-consent', request)));
    expect(answers[1]).toEqual(answers[0]);
    const other = await authorize(rig, config);
    expect(other.authorizationId).not.toBe(answers[0]!.authorizationId);
    await resume(begun, answers[0]!.returnTo);
    await expect(rig.ask('portal', 'authorization.approve-consent', request)).rejects.toMatchObject({ code: 'consent-request-gone' });
  });

  it('sends a decline back as access_denied', async () => {
    const begun = await begin(config);
    const { returnTo } = await rig.ask('portal', 'authorization.deny-consent', { interactionId: begun.interactionId });
    const request = { interactionId: begun.interactionId, customerId: CUSTOMER, choice, consent };
    await expect(rig.ask('portal', 'authorization.approve-consent', request)).rejects.toMatchObject({ code: 'consent-request-gone' });
    const callback = await resume(begun, returnTo);
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(callback.searchParams.get('code')).toBeNull();
  });

  it('refuses a usage point that the customer does not hold', async () => {
    const begun = await begin(config);
    await expect(approve(rig, begun, { usagePointIds: ['up-1', 'up-9'] })).rejects.toMatchObject({ code: 'usage-point-not-held' });
  });

  it('refuses data that the company did not ask for', async () => {
    const begun = await begin(config);
    const refusal = { code: 'invalid-body', message: expect.stringContaining('billing') };
    await expect(approve(rig, begun, { dataSets: ['usage', 'billing'] })).rejects.toMatchObject(refusal);
    await expect(approve(rig, begun)).resolves.toHaveProperty('authorizationId');
  });

  it('answers an unknown consent request as gone', async () => {
    await expect(rig.ask('portal', 'authorization.describe-consent-request', { interactionId: 'nope' })).rejects.toMatchObject({
      code: 'consent-request-gone',
    });
  });
});

describe('authorize requests that are refused before any sign-in', () => {
  const ask = (changed: Record<string, string>) => {
    const parameters = { client_id: company.clientId, response_type: 'code', redirect_uri: CALLBACK, scope: SCOPE, state: 's' };
    const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
    return new Browser().get(`${rig.origin}/oauth/authorize?${new URLSearchParams({ ...parameters, ...pkce, ...changed }).toString()}`);
  };

  it.each([
    `${CALLBACK}/`,
    `${CALLBACK}x`,
    CALLBACK.slice(0, -1),
    CALLBACK.replace('https', 'http'),
    `${CALLBACK}?a=b`,
    `${CALLBACK}#f`,
    CALLBACK.replace('company', 'COMPANY'),
    CALLBACK.replace('.example', '.example:443'),
    CALLBACK.replace('//', '//user@'),
    CALLBACK.replace('callback', '%63allback'),
    CALLBACK.replace('/callback', '/x/../callback'),
  ])('shows an error for the redirect URI %s', async (redirect_uri) => {
    const response = await ask({ redirect_uri });
    expect([response.status, response.headers.get('location')]).toEqual([403, null]);
  });
  it('shows an error for an unknown client', async () => {
    const response = await ask({ client_id: 'nobody' });
    expect([response.status, response.headers.get('location')]).toEqual([401, null]);
  });
  it.each([
    ['a scope outside the grammar', { scope: 'openid' }, 'invalid_scope'],
    ['a function block that was not offered', { scope: 'FB=4_51' }, 'invalid_scope'],
    ['a longer history than offered', { scope: 'FB=4;HistoryLength=99999999' }, 'invalid_scope'],
    ['no scope', { scope: '' }, 'invalid_scope'],
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['a plain PKCE challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no PKCE challenge', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
  ])('sends %s back to the company', async (_, changed, error) => {
    const location = new URL((await ask(changed)).headers.get('location') ?? 'x:none');
    expect(location.origin + location.pathname).toBe(CALLBACK);
    // An answer to response_type=token travels in the fragment (RFC 6749 section 4.2.2.1).
    const answer = location.search === '' ? new URLSearchParams(location.hash.slice(1)) : location.searchParams;
    expect(answer.get('error')).toBe(error);
    expect(answer.get('code')).toBeNull();
  });
  it('refuses a company that is on hold', async () => {
    const held = await rig.company();
    const decision = { kind: 'hold', reason: 'A leak.', cureBy: Math.floor(Date.now() / 1000) + 86_400 } as const;
    await rig.ask('portal', 'authorization.review-third-party', { thirdPartyId: held.thirdPartyId, operator: 'otto', decision });
    const location = new URL((await ask({ client_id: held.clientId })).headers.get('location') ?? 'x:none');
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ error: 'unauthorized_client' });
  });
});

describe('tokens', () => {
  it("refuses another client's code and refresh token", async () => {
    const other = await discover(rig, await rig.company());
    const begun = await begin(config);
    const { callback } = await approve(rig, begun);
    const stolen = client.authorizationCodeGrant(other, callback, { pkceCodeVerifier: begun.verifier, expectedState: begun.state });
    await expect(stolen).rejects.toEqual(refused('invalid_grant'));
    const { tokens } = await authorize(rig, config);
    await expect(client.refreshTokenGrant(other, tokens.refresh_token!)).rejects.toEqual(refused('invalid_grant'));
    expect(await client.tokenIntrospection(other, tokens.access_token)).toMatchObject({ active: false });
    await client.tokenRevocation(other, tokens.access_token).catch(() => undefined);
    expect(await resolveToken(tokens.access_token)).toMatchObject({ active: true });
  });

  it('answers client credentials with bulk members and no refresh token', async () => {
    const tokens = await client.clientCredentialsGrant(config, { scope: SCOPE });
    expect(tokens).toMatchObject({
      scope: SCOPE,
      resourceURI: `${base}/Batch/Bulk/${company.applicationInformationId}`,
      customerResourceURI: `${base}/Batch/BulkRetailCustomerInfo/${company.applicationInformationId}`,
      authorizationURI: `${base}/Authorization`,
    });
    expect(tokens.refresh_token).toBeUndefined();
    const facts = { thirdPartyId: company.thirdPartyId, clientId: company.clientId };
    expect(await resolveToken(tokens.access_token)).toMatchObject({ active: true, kind: 'client', ...facts });
    await expect(client.clientCredentialsGrant(config, { scope: 'FB=99' })).rejects.toEqual(refused('invalid_scope'));
  });

  it('accepts the secret in the form, refuses a wrong one', async () => {
    const form = await discover(rig, company, client.ClientSecretPost(company.clientSecret));
    expect((await client.clientCredentialsGrant(form, { scope: SCOPE })).access_token).toBeTruthy();
    const authorization = `Basic ${btoa(`${company.clientId}:wrong`)}`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE });
    const response = await fetch(`${rig.origin}/oauth/token`, { method: 'POST', headers: { authorization }, body });
    expect([response.status, await response.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('are dead at once when the authorization is revoked', async () => {
    const { tokens, authorizationId } = await authorize(rig, config);
    await rig.ask('portal', 'authorization.revoke-authorization', {
      authorizationId,
      by: 'customer',
      customerId: CUSTOMER,
      reason: 'enough',
    });
    expect(await resolveToken(tokens.access_token)).toEqual({ active: false });
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toEqual(refused('invalid_grant'));
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({ active: false });
    const own = await rig.ask('portal', 'authorization.get-authorization', { authorizationId });
    expect(own).toMatchObject({ status: 'revoked', ended: { by: 'customer', reason: 'enough' } });
  });

  it('resolves the registration token', async () => {
    expect(await resolveToken(company.registrationAccessToken)).toMatchObject({ active: true, kind: 'registration', expiresAt: null });
  });
});

it('keeps no secret, token or code in the database', async () => {
  const { tokens, callback, begun } = await authorize(rig, config);
  const rows = await rig.database.ownerDataSource.query<{ text: string }[]>(
    `SELECT row_to_json(a)::text AS text FROM oauth_artifact a UNION ALL SELECT row_to_json(c)::text FROM oauth_client c
     UNION ALL SELECT row_to_json(w)::text FROM consent_answer w UNION ALL SELECT row_to_json(e)::text FROM event e`,
  );
  const dump = rows.map(({ text }) => text).join('\n');
  const secrets = [tokens.access_token, tokens.refresh_token!, callback.searchParams.get('code')!, begun.interactionId];
  for (const secret of [...secrets, company.clientSecret, company.registrationAccessToken]) expect(dump).not.toContain(secret);
  expect(dump).toContain(sha256(tokens.access_token));
});
