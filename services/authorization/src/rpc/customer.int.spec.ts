import { createHash, randomUUID } from 'node:crypto';
import type { ConsentChoice, RecordRelease } from '@greenledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type * as client from 'openid-client';
import * as openidClient from 'openid-client';
import { ReadModels } from '../projections/read-models.js';
import { authorize, choice, consent, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { SCOPE, sha256, startRig, type Company, type Rig } from '../testing/rig.js';

const BILLS_SCOPE = SCOPE.replace('FB=4_5', 'FB=4_5_15');
const OTHER = '7f1d2c9e-0000-4000-8000-000000000002';

let rig: Rig;
let company: Company;
let config: client.Configuration;
beforeAll(async () => {
  rig = await startRig();
  company = await rig.company({ scopes: [BILLS_SCOPE] });
  config = await discover(rig, company);
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const grant = () => authorize(rig, config, {}, BILLS_SCOPE);
const ask: Rig['ask'] = (as, operation, payload) => rig.ask(as, operation, payload);
const eventsOf = async (authorizationId: string) =>
  (await rig.store.readStream(`authorization-${authorizationId}`)).map(({ type, data }) => ({ type, data }));

describe('a change in place', () => {
  it('is offered what the company asks for, and judged before it is made', async () => {
    const { authorizationId } = await grant();
    const offered = await ask('portal', 'authorization.describe-sharing-offer', { authorizationId, customerId: CUSTOMER });
    expect(offered).toMatchObject({ offer: { dataSets: ['billing', 'usage'], historyLength: 34_214_400 } });
    const preview = (changed: object) =>
      ask('portal', 'authorization.preview-modification', { authorizationId, customerId: CUSTOMER, choice: { ...choice, ...changed } });
    expect(await preview({})).toMatchObject({ change: 'none', termsVersion: 1 });
    expect(await preview({ historyLength: 86_400 })).toMatchObject({ change: 'narrowed' });
    expect(await preview({ usagePointIds: ['up-1', 'up-2'] })).toMatchObject({ change: 'widened' });
    expect(await preview({ usagePointIds: ['up-2'] })).toMatchObject({ change: 'replaced', after: { usagePointIds: ['up-2'] } });
    expect(await eventsOf(authorizationId)).toHaveLength(1);
  });

  it('keeps the id and the tokens; widening needs consent, narrowing does not', async () => {
    const { authorizationId, tokens } = await grant();
    const change = (changed: object, more: object = {}) =>
      ask('portal', 'authorization.modify-authorization', {
        authorizationId,
        customerId: CUSTOMER,
        choice: { ...choice, ...changed },
        ...more,
      });
    const wider = { usagePointIds: ['up-1', 'up-2'], dataSets: ['usage', 'billing'] };
    await expect(change(wider)).rejects.toMatchObject({ code: 'invalid-body' });
    await change(wider, { consent, expectedTermsVersion: 1 });
    await change({}, { expectedTermsVersion: 2 });
    const [, widened, narrowed] = await eventsOf(authorizationId);
    expect(widened).toMatchObject({ type: 'AuthorizationModified', data: { change: 'widened', consent } });
    expect(narrowed).toMatchObject({ type: 'AuthorizationModified', data: { change: 'narrowed', terms: { usagePointIds: ['up-1'] } } });
    expect(narrowed!.data).not.toHaveProperty('consent');
    const resolved = await ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(tokens.access_token) });
    expect(resolved).toMatchObject({ active: true, authorization: { authorizationId, termsVersion: 3, terms: { dataSets: ['usage'] } } });
    const refreshed = await openidClient.refreshTokenGrant(config, tokens.refresh_token!);
    expect(refreshed).toMatchObject({ scope: BILLS_SCOPE });
  });

  it('of a long stream is judged and made from its snapshot on', async () => {
    const { authorizationId } = await grant();
    const stream = `authorization-${authorizationId}`;
    const data = { authorizationId, reminder: 'yearly', dueFor: 1_800_000_000 };
    const events = Array.from({ length: 450 }, () => ({
      id: randomUUID(),
      type: 'AuthorizationReminderDue',
      data,
      metadata: { occurredAt: '2026-01-01T00:00:00Z' },
    }));
    await rig.store.append(stream, events as never, 1);
    const request = { authorizationId, customerId: CUSTOMER, choice: { ...choice, historyLength: 86_400 } };
    // A busy machine takes its time to fold so many events into the views.
    await rig.app.get(ReadModels).catchUp();
    expect(await ask('portal', 'authorization.preview-modification', request)).toMatchObject({ change: 'narrowed' });
    const kept = () => rig.database.ownerDataSource.query('SELECT version FROM stream_snapshot WHERE stream = $1', [stream]);
    for (const end = Date.now() + 5000; (await kept()).length === 0 && Date.now() < end;) await new Promise((done) => setTimeout(done, 20));
    expect(await kept()).toEqual([{ version: 251 }]);
    // The events before the snapshot are not read again: what the snapshot says is what counts.
    await rig.database.ownerDataSource.query(
      `UPDATE stream_snapshot SET state = jsonb_set(state, '{terms,historyLength}', '7200') WHERE stream = $1`,
      [stream],
    );
    expect(await ask('portal', 'authorization.preview-modification', request)).toMatchObject({ change: 'replaced' });
  }, 60_000);

  it('made twice is one change, and one of terms that are gone is a conflict', async () => {
    const { authorizationId } = await grant();
    const change = (historyLength: number) =>
      ask('portal', 'authorization.modify-authorization', {
        authorizationId,
        customerId: CUSTOMER,
        choice: { ...choice, historyLength },
        expectedTermsVersion: 1,
      });
    await Promise.all([change(3600), change(3600), change(3600)]);
    expect(await eventsOf(authorizationId)).toHaveLength(2);
    await expect(change(7200)).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    ['data that was not asked for', { dataSets: ['usage', 'basic'] }, 'invalid-body'],
    ['a service that is not held', { usagePointIds: ['up-1', 'up-9'] }, 'usage-point-not-held'],
    ['more history than the company may have', { historyLength: 99_999_999 }, 'invalid-body'],
    ['an end that has passed', { authorizedUntil: 1_000 }, 'invalid-body'],
  ])('refuses %s', async (_name, changed, code) => {
    const { authorizationId } = await grant();
    const request = { authorizationId, customerId: CUSTOMER, choice: { ...choice, ...changed } as ConsentChoice, consent };
    await expect(ask('portal', 'authorization.modify-authorization', request)).rejects.toMatchObject({ code });
    await expect(ask('portal', 'authorization.preview-modification', request)).rejects.toMatchObject({ code });
    await expect(ask('portal', 'authorization.modify-authorization', { ...request, customerId: OTHER })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await eventsOf(authorizationId)).toHaveLength(1);
  });
});

describe('a grant from the account', () => {
  it('is made once for one form, and holds what the company asks for', async () => {
    const { thirdPartyId } = company;
    const offered = await ask('portal', 'authorization.describe-sharing-offer', { thirdPartyId });
    expect(offered).toMatchObject({ scope: BILLS_SCOPE, offer: { dataSets: ['billing', 'usage'] } });
    const request = { requestId: randomUUID(), thirdPartyId, customerId: CUSTOMER, choice: { ...choice, historyLength: 86_400 }, consent };
    const [first, second] = await Promise.all([1, 2].map(() => ask('portal', 'authorization.grant-from-account', request)));
    expect(second).toEqual(first);
    const view = await ask('portal', 'authorization.get-authorization', first!);
    expect(view).toMatchObject({
      customerId: CUSTOMER,
      status: 'active',
      scope: expect.stringContaining('HistoryLength=86400'),
      version: 1,
    });
    const other = await ask('portal', 'authorization.grant-from-account', { ...request, customerId: OTHER });
    expect(other.authorizationId).not.toBe(first!.authorizationId);
    const beyond = { ...request, requestId: randomUUID(), choice: { ...choice, dataSets: ['basic'] as const } };
    await expect(ask('portal', 'authorization.grant-from-account', beyond)).rejects.toMatchObject({ code: 'invalid-body' });
  });

  it('is not possible with a company that is not in production', async () => {
    const { thirdPartyId } = await rig.company({}, false);
    await expect(ask('portal', 'authorization.describe-sharing-offer', { thirdPartyId })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('releases of a customer', () => {
  it('are listed over all companies, by company and by time', async () => {
    const mine = await grant();
    const manifest = {
      resource: 'Batch/Subscription',
      manifestDigest: createHash('sha256').update('m').digest('hex'),
      rendererVersion: '1',
      window: { start: 0, end: 0 },
      usagePointIds: ['up-1'],
      dataSets: ['usage'] as const,
      counts: { usagePoints: 1, blocks: 0, readings: 0 },
    };
    const { thirdPartyId, clientId } = company;
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const releaseId of ids) {
      const release: RecordRelease = { ...manifest, releaseId, authorizationId: mine.authorizationId, thirdPartyId, clientId };
      expect(await ask('data-delivery', 'authorization.record-release', release)).toMatchObject({ recorded: true });
    }
    const list = (filter: object) => ask('portal', 'authorization.list-customer-releases', { customerId: CUSTOMER, limit: 100, ...filter });
    const now = Math.floor(Date.now() / 1000);
    expect((await list({ thirdPartyId })).releases.map(({ releaseId }) => releaseId)).toEqual([...ids].reverse());
    expect(await list({ authorizationId: mine.authorizationId, limit: 1, offset: 1 })).toMatchObject({
      total: 3,
      releases: [{ releaseId: ids[1] }],
    });
    expect(await list({ from: now - 60, to: now + 60 })).toMatchObject({ total: 3 });
    expect(await list({ from: now + 60 })).toMatchObject({ total: 0, releases: [] });
    expect(await list({ to: now - 60 })).toMatchObject({ total: 0 });
    expect(await list({ customerId: OTHER })).toMatchObject({ total: 0 });
    expect(await list({ thirdPartyId: randomUUID() })).toMatchObject({ total: 0 });
  });
});

describe('"I do not know this company"', () => {
  it('reaches the list once per customer and company, until it is closed', async () => {
    const { thirdPartyId } = company;
    const report = (note: string) => ask('portal', 'authorization.report-company', { thirdPartyId, customerId: CUSTOMER, note });
    const { reportId } = await report('who is this?');
    expect((await report('who is this, please?')).reportId).toBe(reportId);
    const { reports } = await ask('portal', 'authorization.list-company-reports', {});
    expect(reports).toEqual([
      expect.objectContaining({
        reportId,
        thirdPartyName: 'Company & Sons',
        note: 'who is this, please?',
        state: 'open',
        authorizationId: null,
      }),
    ]);
    await ask('portal', 'authorization.close-company-report', { reportId });
    expect((await report('again')).reportId).not.toBe(reportId);
    expect((await ask('portal', 'authorization.list-company-reports', {})).reports.map(({ state }) => state)).toEqual(['open', 'closed']);
    await expect(ask('portal', 'authorization.close-company-report', { reportId: randomUUID() })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(report('x'.repeat(2001))).rejects.toMatchObject({ code: 'invalid-body' });
  });
});
