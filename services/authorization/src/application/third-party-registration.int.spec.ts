import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { CredentialChange, IssuedOnce, RegistrationForm, ReviewDecision } from '@greenledger/contracts';
import * as client from 'openid-client';
import { authorize, discover } from '../testing/oauth-flow.js';
import { ReviewThirdParty } from './review-third-party.js';
import { ThirdParties } from './third-parties.js';
import { ThirdPartyContacts } from './third-party-contacts.js';
import { startRig, type Rig } from '../testing/rig.js';

const contact = { name: 'Mo Field', email: 'mo@company.example', phone: '+1 555 010 0199' };
let taxpayer = 201_000_000;
const form = (changed: Partial<RegistrationForm> = {}): RegistrationForm => ({
  name: 'Sunny Roofs',
  taxpayerId: String(++taxpayer),
  userType: 'thirdParty',
  purpose: 'To work out how many panels fit.',
  dataSets: ['usage'],
  clientUri: 'https://sunny.example/',
  policyUri: 'https://sunny.example/privacy',
  tosUri: 'https://sunny.example/terms',
  logoUri: '',
  portalUri: 'https://sunny.example/start',
  redirectUris: ['https://sunny.example/callback'],
  notifyUri: 'https://sunny.example/notify',
  businessContact: contact,
  technicalContact: contact,
  ...changed,
});
const terms = { version: '2026-11', digest: 'a'.repeat(64) };

describe('the registration of a company', () => {
  let rig: Rig;
  beforeAll(async () => void (rig = await startRig()));
  afterAll(() => rig?.stop());

  const register = async (changed: Partial<RegistrationForm> = {}, thirdPartyId: string = randomUUID()) => {
    const { clientId } = await rig.ask('portal', 'authorization.register-third-party', { thirdPartyId, form: form(changed), terms });
    return { thirdPartyId, clientId };
  };
  const confirmed = async (changed: Partial<RegistrationForm> = {}) => {
    const company = await register(changed);
    await rig.ask('portal', 'authorization.confirm-third-party-email', company);
    return company;
  };
  const change = (thirdPartyId: string, what: CredentialChange): Promise<IssuedOnce> =>
    rig.ask('portal', 'authorization.change-credentials', { thirdPartyId, change: what });
  const progress = (thirdPartyId: string) => rig.ask('portal', 'authorization.get-third-party-progress', { thirdPartyId });
  const decide = (thirdPartyId: string, decision: ReviewDecision) =>
    rig.ask('portal', 'authorization.review-third-party', { thirdPartyId, operator: 'otto', decision });
  const token = async (clientId: string, secret: string): Promise<number> => {
    const answer = await fetch(`${rig.origin}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return answer.status;
  };

  it('keeps the company in the log and its people out of it', async () => {
    const { thirdPartyId } = await register();
    const log = JSON.stringify(await rig.store.readStream(`third-party-${thirdPartyId}`));
    expect(log).toContain('Sunny Roofs');
    expect(log).toContain(terms.digest);
    expect(log).not.toMatch(/Mo Field|@|555 010|201000/);
    const { contacts } = await rig.ask('portal', 'authorization.get-third-party-contacts', { thirdPartyId });
    expect(contacts).toMatchObject({ taxpayerId: String(taxpayer), businessContact: contact });
    await rig.app.get(ThirdPartyContacts).erase(thirdPartyId);
    expect(await rig.ask('portal', 'authorization.get-third-party-contacts', { thirdPartyId })).toEqual({ contacts: null });
    expect((await progress(thirdPartyId)).name).toBe('Sunny Roofs');
  });

  it('changes nothing when the form is sent twice', async () => {
    const stated = form();
    const request = { thirdPartyId: randomUUID(), form: stated, terms };
    const answers = await Promise.all([1, 2].map(() => rig.ask('portal', 'authorization.register-third-party', request)));
    expect(answers[0]).toEqual(answers[1]);
    expect(await rig.store.readStream(`third-party-${request.thirdPartyId}`)).toHaveLength(1);
  });

  it('takes a taxpayer id once', async () => {
    await register({ taxpayerId: '301000001' });
    await expect(register({ taxpayerId: '301000001' })).rejects.toMatchObject({
      code: 'invalid-body',
      members: expect.objectContaining({ faults: [{ field: 'taxpayerId', rule: 'taken' }] }),
    });
  });

  it('tells every broken rule at once', async () => {
    await expect(register({ name: 'a=b', notifyUri: '' })).rejects.toMatchObject({
      members: expect.objectContaining({
        faults: [
          { field: 'name', rule: 'forbiddenCharacter' },
          { field: 'notifyUri', rule: 'blank' },
        ],
      }),
    });
  });

  it('gives no credential before the e-mail is confirmed', async () => {
    const { thirdPartyId } = await register();
    await expect(change(thirdPartyId, { kind: 'rotateSecret', overlapSeconds: 0 })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps the old secret good for the overlap, and not a moment longer (SEC-026)', async () => {
    const { thirdPartyId, clientId } = await confirmed();
    const first = (await change(thirdPartyId, { kind: 'rotateSecret', overlapSeconds: 0 })).clientSecret!;
    const second = (await change(thirdPartyId, { kind: 'rotateSecret', overlapSeconds: 3600 })).clientSecret!;
    expect([await token(clientId, first), await token(clientId, second), await token(clientId, 'wrong')]).toEqual([200, 200, 401]);
    const view = await rig.ask('portal', 'authorization.get-credentials', { thirdPartyId });
    expect(view.secrets.map(({ expiresAt }) => expiresAt === null)).toEqual([true, false]);
    await rig.database.ownerDataSource.query(
      `UPDATE oauth_client_secret SET expires_at = now() WHERE client_id = $1 AND expires_at IS NOT NULL`,
      [clientId],
    );
    expect([await token(clientId, first), await token(clientId, second)]).toEqual([401, 200]);
    await change(thirdPartyId, { kind: 'endSecret', secretId: view.secrets[0]!.secretId });
    expect(await token(clientId, second)).toBe(401);
    await expect(change(thirdPartyId, { kind: 'rotateSecret', overlapSeconds: 2_592_001 })).rejects.toMatchObject({ code: 'invalid-body' });
  });

  it('keeps no secret that could be read', async () => {
    const { thirdPartyId } = await confirmed();
    const { clientSecret } = await change(thirdPartyId, { kind: 'rotateSecret', overlapSeconds: 0 });
    const { registrationAccessToken } = await change(thirdPartyId, { kind: 'rotateRegistrationToken' });
    const stored = await rig.database.ownerDataSource.query(
      'SELECT (SELECT json_agg(s) FROM oauth_client_secret s) AS a, (SELECT json_agg(t) FROM oauth_registration_token t) AS b',
    );
    expect(JSON.stringify(stored)).not.toContain(clientSecret);
    expect(JSON.stringify(stored)).not.toContain(registrationAccessToken);
  });

  it('lets a company sign with its own key (private_key_jwt), and not with another', async () => {
    const { thirdPartyId, clientId } = await confirmed();
    const [own, other] = await Promise.all([client.randomDPoPKeyPair('ES256', { extractable: true }), client.randomDPoPKeyPair('ES256')]);
    const jwk = { ...(await crypto.subtle.exportKey('jwk', own.publicKey)), kid: 'k1', use: 'sig' };
    await change(thirdPartyId, { kind: 'useKeys', jwks: JSON.stringify({ keys: [jwk] }) });
    const ask = async (key: CryptoKey) => {
      const config = await client.discovery(new URL(`${rig.origin}/oauth`), clientId, {}, client.PrivateKeyJwt({ key, kid: 'k1' }), {
        algorithm: 'oauth2',
        execute: [client.allowInsecureRequests],
      });
      return client.clientCredentialsGrant(config);
    };
    expect((await ask(own.privateKey)).access_token).toBeTruthy();
    await expect(ask(other.privateKey)).rejects.toThrow();
    expect((await rig.ask('portal', 'authorization.get-credentials', { thirdPartyId })).keys).toEqual(['k1']);
  });

  it.each([
    ['no JSON', '{', { code: 'keysNoJson' }],
    ['no key', '{"keys":[]}', { code: 'keysHowMany', values: ['10'] }],
    ['a private key', '{"keys":[{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}]}', { code: 'keyPrivate', values: ['key 1'] }],
    ['a shared secret', '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}', { code: 'keyPrivate', values: ['key 1'] }],
    ['a key that is none', '{"keys":[{"kid":"k7","kty":"EC","crv":"P-256","x":"a","y":"b"}]}', { code: 'keyUnreadable', values: ['k7'] }],
  ])('refuses a key set with %s, by a code that the pages have words for', async (_what, jwks, fault) => {
    const { thirdPartyId } = await confirmed();
    const refusal = { code: 'invalid-body', members: expect.objectContaining({ fault }) };
    await expect(change(thirdPartyId, { kind: 'useKeys', jwks })).rejects.toMatchObject(refusal);
  });

  it('fetches no key set from an address that is not public (SEC-022)', async () => {
    const { thirdPartyId } = await confirmed();
    for (const jwksUri of ['https://169.254.169.254/keys', 'https://localhost/keys', `${rig.origin}/oauth/jwks`]) {
      await expect(change(thirdPartyId, { kind: 'useKeys', jwksUri })).rejects.toMatchObject({ code: 'invalid-body' });
    }
  });

  it('shows the failing request of a test and what to do, and does not move on', async () => {
    const { thirdPartyId } = await confirmed();
    await rig.ask('portal', 'authorization.run-third-party-test', { thirdPartyId, test: 'connectivity' });
    const run = await settled(() => rig.ask('portal', 'authorization.list-test-runs', { thirdPartyId }));
    expect(run.state).toBe('failed');
    expect(run.steps[0]).toMatchObject({ passed: true });
    const failed = run.steps.find(({ passed }) => !passed)!;
    const found = { request: `POST ${rig.origin}/oauth/token`, found: [{ code: 'noCredential' }] };
    expect(failed).toMatchObject({ ...found, advice: { code: 'createCredential' } });
    expect((await progress(thirdPartyId)).stage).toBe('testing');
  });

  it('calls no address of a company that is not public, and says so (SEC-105)', async () => {
    const { thirdPartyId } = await confirmed({ notifyUri: 'https://10.0.0.1/notify' });
    await rig.ask('portal', 'authorization.run-third-party-test', { thirdPartyId, test: 'connectivity' });
    const run = await settled(() => rig.ask('portal', 'authorization.list-test-runs', { thirdPartyId }));
    expect(run.steps.at(-1)).toMatchObject({ passed: false, found: [{ code: 'notPublic' }] });
  });

  it('leaves no credential of a test behind', async () => {
    const left = () => rig.database.ownerDataSource.query('SELECT 1 FROM oauth_client_secret WHERE for_test');
    // Runs that began by themselves, with the first credentials above, come to their end first.
    for (let tries = 0; tries < 400 && (await left()).length > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await left()).toEqual([]);
  }, 30_000);

  it('puts on hold and lets go again; ends for good', async () => {
    const { thirdPartyId, clientId } = await rig.company();
    const cureBy = Math.floor(Date.now() / 1000) + 86_400;
    expect(await decide(thirdPartyId, { kind: 'hold', reason: 'The notify address leads to a stranger.', cureBy })).toEqual({
      stage: 'onHold',
    });
    expect(await progress(thirdPartyId)).toMatchObject({ status: 'onHold', decision: { kind: 'onHold', cureBy } });
    expect(await decide(thirdPartyId, { kind: 'reinstate' })).toEqual({ stage: 'production' });
    expect((await progress(thirdPartyId)).decision).toBeUndefined();
    expect(await decide(thirdPartyId, { kind: 'terminate', reason: 'Closed.' })).toEqual({ stage: 'terminated' });
    expect(await token(clientId, 'any')).toBe(401);
    await expect(decide(thirdPartyId, { kind: 'reinstate' })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('what customers granted', () => {
  let rig: Rig;
  beforeAll(async () => void (rig = await startRig()));
  afterAll(() => rig?.stop());

  it('survives a hold, and is revoked at the end, also when the work is interrupted', async () => {
    const company = await rig.company();
    const config = await discover(rig, company);
    const granted = [await authorize(rig, config), await authorize(rig, config)];
    const review = (decision: ReviewDecision) =>
      rig.ask('portal', 'authorization.review-third-party', { thirdPartyId: company.thirdPartyId, operator: 'otto', decision });
    const status = async () => {
      const { authorizations } = await rig.ask('portal', 'authorization.list-authorizations', { thirdPartyId: company.thirdPartyId });
      return authorizations.map((one) => one.status);
    };
    await review({ kind: 'hold', reason: 'A leak.', cureBy: Math.floor(Date.now() / 1000) + 86_400 });
    await review({ kind: 'reinstate' });
    expect(await status()).toEqual(['active', 'active']);
    expect((await client.refreshTokenGrant(config, granted[0]!.tokens.refresh_token!)).access_token).toBeTruthy();

    await review({ kind: 'terminate', reason: 'Closed.' });
    for (let tries = 0; tries < 100 && (await status()).includes('active'); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await status()).toEqual(['revoked', 'revoked']);
    await expect(client.refreshTokenGrant(config, granted[1]!.tokens.refresh_token!)).rejects.toThrow();

    // As after a crash in the middle: the log says terminated and one is still active; the next sweep ends it.
    const other = await rig.company();
    await authorize(rig, await discover(rig, other));
    await rig.app.get(ThirdParties).command(other.thirdPartyId, { type: 'terminateThirdParty', terminatedBy: 'otto', reason: 'Closed.' });
    expect(await rig.app.get(ReviewThirdParty).revokeTerminated()).toBe(1);
    expect(await rig.app.get(ReviewThirdParty).revokeTerminated()).toBe(0);
  });
});

/** The newest run once it is over. */
async function settled<R extends { state: string }>(read: () => Promise<{ runs: readonly R[] }>): Promise<R> {
  for (let tries = 0; tries < 200; tries++) {
    const [run] = (await read()).runs;
    if (run && run.state !== 'running') return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the run does not end');
}
