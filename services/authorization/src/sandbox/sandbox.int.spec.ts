import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SANDBOX_CUSTOMER_ID, SANDBOX_PERIOD, SANDBOX_USAGE_POINT_IDS, type RecordRelease, type TestRun } from '@greenledger/contracts';
import * as client from 'openid-client';
import { Browser } from '../testing/browser.js';
import { choice, consent, CUSTOMER, discover, resume, type Begun } from '../testing/oauth-flow.js';
import { SCOPE, startRig, type Company, type Rig } from '../testing/rig.js';

let rig: Rig;
let site: Server;
let callback: string;
beforeAll(async () => {
  site = createServer((request, response) => void request.resume().on('end', () => response.writeHead(200).end()));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  callback = `http://127.0.0.1:${(site.address() as AddressInfo).port}/callback`;
  rig = await startRig({}, { OUTBOUND_ALLOW_LOOPBACK: true });
}, 60_000);
afterAll(async () => {
  await rig?.stop();
  await new Promise((resolve) => site.close(resolve));
}, 60_000);

let company: Company;
let config: client.Configuration;
beforeEach(async () => {
  company = await rig.company({ redirectUris: [callback] }, false);
  config = await discover(rig, company);
});

/** The company's software sends the browser to the authorize endpoint. */
async function begin(extra: Record<string, string> = {}): Promise<Begun> {
  const browser = new Browser();
  const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
  const challenge = { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
  const url = client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: SCOPE, state, ...challenge, ...extra });
  const location = (await browser.get(url.href)).headers.get('location') ?? '';
  return { browser, interactionId: /^\/consent\/(.+)$/.exec(location)?.[1] ?? '', verifier, state };
}
const agree = async (begun: Begun): Promise<{ authorizationId: string; back: URL }> => {
  const { interactionId } = begun;
  const { authorizationId, returnTo } = await rig.ask('portal', 'authorization.approve-sandbox-consent', { interactionId });
  return { authorizationId, back: await resume(begun, returnTo) };
};
const redeem = ({ verifier, state }: Begun, back: URL) =>
  client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state });
const release = (authorizationId: string, changed: Partial<RecordRelease> = {}): RecordRelease => ({
  releaseId: crypto.randomUUID(),
  authorizationId,
  thirdPartyId: company.thirdPartyId,
  clientId: company.clientId,
  resource: 'Batch/Subscription',
  manifestDigest: 'a'.repeat(64),
  rendererVersion: '1',
  window: SANDBOX_PERIOD,
  usagePointIds: SANDBOX_USAGE_POINT_IDS,
  dataSets: ['usage'],
  counts: { usagePoints: 2, blocks: 62, readings: 776 },
  ...changed,
});
const record = (asked: RecordRelease) => rig.ask('data-delivery', 'authorization.record-release', asked);
const seen = async () => {
  const { requests } = await rig.ask('portal', 'authorization.list-sandbox-requests', { thirdPartyId: company.thirdPartyId });
  return requests;
};
const resolve = async (token: string) => {
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(token))).toString('hex');
  return rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: digest });
};
async function oauthRun(done = (run: TestRun | undefined) => run !== undefined && run.state !== 'running'): Promise<TestRun> {
  for (let tries = 0; tries < 200; tries++) {
    const { runs } = await rig.ask('portal', 'authorization.list-test-runs', { thirdPartyId: company.thirdPartyId });
    const run = runs.find(({ test }) => test === 'oauth');
    if (done(run)) return run!;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the run does not end');
}
const judgeSoftware = async (): Promise<TestRun> => {
  const request = { thirdPartyId: company.thirdPartyId, test: 'oauth', madeBy: 'company' } as const;
  const { runId } = await rig.ask('portal', 'authorization.run-third-party-test', request);
  return oauthRun((run) => run?.runId === runId && run.state !== 'running');
};

describe('a company under test', () => {
  it('gets a real code from the sandbox customer, and its software takes it the whole way', async () => {
    const begun = await begin();
    const asked = await rig.ask('portal', 'authorization.describe-consent-request', { interactionId: begun.interactionId });
    expect(asked).toMatchObject({ sandbox: true, scope: SCOPE, thirdParty: { clientId: company.clientId } });
    const { authorizationId, back } = await agree(begun);
    expect(back.href.startsWith(`${callback}?code=`)).toBe(true);
    const tokens = await redeem(begun, back);
    expect(tokens).toMatchObject({ scope: SCOPE, resourceURI: expect.stringContaining(`/Batch/Subscription/${authorizationId}`) });
    expect(await resolve(tokens.access_token)).toMatchObject({
      active: true,
      thirdPartyStatus: 'review',
      authorization: { sandbox: true, customerId: SANDBOX_CUSTOMER_ID, terms: { usagePointIds: SANDBOX_USAGE_POINT_IDS } },
    });
    expect(await record(release(authorizationId))).toMatchObject({ recorded: true });
    const [granted, released] = await rig.store.readStream(`authorization-${authorizationId}`);
    expect(granted!.data).toMatchObject({ consent: { method: 'sandbox' } });
    expect(released).toMatchObject({ type: 'DataReleased', data: { sandbox: true } });
    await client.refreshTokenGrant(config, tokens.refresh_token!);
    expect((await seen()).map(({ step, refusal, authentication, pkce }) => [step, refusal, authentication, pkce])).toEqual([
      ['refresh', null, 'client_secret_basic', false],
      ['resource', null, '', false],
      ['token', null, 'client_secret_basic', true],
      ['consent', null, '', true],
      ['authorize', null, '', true],
    ]);
    expect(await judgeSoftware()).toMatchObject({ state: 'passed' });
    expect((await rig.ask('portal', 'authorization.get-third-party-progress', company)).testsPassed).toEqual(['oauth']);
    expect(JSON.stringify(await rig.database.ownerDataSource.query('SELECT * FROM sandbox_request'))).not.toContain(
      back.searchParams.get('code'),
    );
  });

  it('is shown the request that was refused, and why, up to which its flow was seen', async () => {
    const begun = await begin();
    const { back } = await agree(begun);
    await expect(redeem({ ...begun, verifier: client.randomPKCECodeVerifier() }, back)).rejects.toThrow();
    const run = await judgeSoftware();
    expect(run.state).toBe('failed');
    const [authorized, consented, redeemed, ...rest] = run.steps.filter(({ about }) => (about as { code?: string })?.code === 'bySoftware');
    expect([authorized!.passed, consented!.passed, rest]).toEqual([true, true, []]);
    expect(redeemed).toMatchObject({
      request: `POST ${rig.origin}/oauth/token`,
      passed: false,
      expected: { code: 'needRedeemed' },
      found: [{ code: 'oauthError', values: ['invalid_grant', expect.any(String)] }, { code: 'seenAt' }],
      advice: { code: 'redeemAtOnce' },
    });
    expect((await rig.ask('portal', 'authorization.get-third-party-progress', company)).testsPassed).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a redirect URI that is not registered', { redirect_uri: 'http://127.0.0.1:1/elsewhere' }, 'invalid_redirect_uri'],
    ['a scope that is not registered', { scope: 'FB=4_15' }, 'invalid_scope'],
    ['a plain PKCE challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
  ])('is shown that its authorize request has %s', async (_what, wrong, error) => {
    await begin(wrong);
    expect((await seen())[0]).toMatchObject({ step: 'authorize', madeBy: 'company', refusal: { error } });
    const { steps } = await judgeSoftware();
    expect(steps.at(-1)).toMatchObject({
      passed: false,
      found: [{ code: 'oauthError', values: [error, expect.any(String)] }, { code: 'seenAt' }],
    });
  });

  it('is shown that its client was not accepted', async () => {
    const begun = await begin();
    const { back } = await agree(begun);
    config = await discover(rig, { ...company, clientSecret: 'wrong' });
    await expect(redeem(begun, back)).rejects.toThrow();
    expect((await seen())[0]).toMatchObject({ step: 'token', refusal: { error: 'invalid_client' } });
  });

  it('is told what was not seen at all', async () => {
    const { steps } = await judgeSoftware();
    expect(steps.at(-1)).toMatchObject({ request: `GET ${rig.origin}/oauth/authorize`, found: [{ code: 'notSeen' }], passed: false });
  });

  it('is judged by its own software alone when only it can sign (private_key_jwt)', async () => {
    const { publicKey } = await client.randomDPoPKeyPair('ES256', { extractable: true });
    const jwks = JSON.stringify({ keys: [{ ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'k1', use: 'sig' }] });
    const { thirdPartyId } = company;
    await rig.ask('portal', 'authorization.change-credentials', { thirdPartyId, change: { kind: 'useKeys', jwks } });
    const { runId } = await rig.ask('portal', 'authorization.run-third-party-test', { thirdPartyId, test: 'oauth' });
    const { steps, state } = await oauthRun((run) => run?.runId === runId && run.state !== 'running');
    expect(state).toBe('failed');
    expect(steps.at(-1)).toMatchObject({ about: { code: 'bySoftware' }, found: [{ code: 'notSeen' }] });
    expect(JSON.stringify(steps)).not.toContain('redeemsCode');
  });

  it('has releases of a bulk feed marked too', async () => {
    const ids = [(await agree(await begin())).authorizationId, (await agree(await begin())).authorizationId];
    const releases = ids.map((id) => release(id, { resource: 'Batch/Bulk' }));
    const { outcomes } = await rig.ask('data-delivery', 'authorization.record-bulk-release', { releases });
    expect(outcomes).toMatchObject([{ recorded: true }, { recorded: true }]);
    const bulk = (await rig.store.readLog(undefined, 10_000)).findLast(({ type }) => type === 'DataReleasedInBulk')!;
    expect(bulk.data).toMatchObject({ thirdPartyId: company.thirdPartyId, parts: [{ sandbox: true }, { sandbox: true }] });
  });

  it('answers a double click once', async () => {
    const begun = await begin();
    const { interactionId } = begun;
    const ask = () => rig.ask('portal', 'authorization.approve-sandbox-consent', { interactionId });
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first).toEqual(second);
    const { authorizations } = await rig.ask('portal', 'authorization.list-authorizations', { thirdPartyId: company.thirdPartyId });
    expect(authorizations).toMatchObject([{ sandbox: true, authorizationId: first.authorizationId }]);
  });
});

describe('no customer is ever reached from the sandbox', () => {
  it('no customer can answer a request of a company under test', async () => {
    const { interactionId } = await begin();
    const answer = { interactionId, customerId: CUSTOMER, choice, consent };
    await expect(rig.ask('portal', 'authorization.approve-consent', answer)).rejects.toMatchObject({ code: 'consent-request-gone' });
  });

  it('the sandbox customer cannot answer a request of a company in production', async () => {
    const { interactionId } = await begin();
    await approveCompany();
    await expect(rig.ask('portal', 'authorization.approve-sandbox-consent', { interactionId })).rejects.toMatchObject({
      code: 'consent-request-gone',
    });
    const begun = await begin();
    expect(await rig.ask('portal', 'authorization.describe-consent-request', begun)).not.toHaveProperty('sandbox');
    await expect(rig.ask('portal', 'authorization.approve-sandbox-consent', begun)).rejects.toMatchObject({ code: 'consent-request-gone' });
  });

  it('no release names a usage point of a customer', async () => {
    const { authorizationId } = await agree(await begin());
    const refused = await record(release(authorizationId, { usagePointIds: ['up-1'] }));
    expect(refused).toMatchObject({ recorded: false, code: 'usage-point-not-authorized' });
  });

  it('another company cannot use its token, nor its code', async () => {
    const begun = await begin();
    const { authorizationId, back } = await agree(begun);
    const other = await rig.company({ redirectUris: [callback] }, false);
    config = await discover(rig, other);
    await expect(redeem(begun, back)).rejects.toThrow();
    expect(await record(release(authorizationId, { thirdPartyId: other.thirdPartyId, clientId: other.clientId }))).toMatchObject({
      recorded: false,
      code: 'wrong-third-party',
    });
  });

  it('an approval ends everything of the sandbox at once: tokens, releases, and the list', async () => {
    const begun = await begin();
    const { authorizationId, back } = await agree(begun);
    const tokens = await redeem(begun, back);
    await approveCompany();
    expect(await resolve(tokens.access_token)).toEqual({ active: false });
    expect(await record(release(authorizationId))).toMatchObject({ recorded: false });
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toThrow();
    const list = await rig.ask('portal', 'authorization.list-authorizations', { thirdPartyId: company.thirdPartyId });
    expect(list.authorizations).toEqual([]);
    for (let tries = 0; tries < 100; tries++) {
      const { status, ended } = await rig.ask('portal', 'authorization.get-authorization', { authorizationId });
      if (status === 'revoked') return expect(ended).toMatchObject({ by: 'utility', reason: expect.stringContaining('left the sandbox') });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the sandbox authorization does not end');
  });

  const approveCompany = () =>
    rig.ask('portal', 'authorization.review-third-party', {
      thirdPartyId: company.thirdPartyId,
      operator: 'otto',
      decision: { kind: 'approve' },
    });
});
