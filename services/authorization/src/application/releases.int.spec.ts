import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuthorizationEvent, RecordRelease, RequestOf } from '@greenledger/contracts';
import { authorize, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { ThirdParties } from './third-parties.js';
import { startRig, type Company, type Rig } from '../testing/rig.js';

let rig: Rig;
let company: Company;
beforeAll(async () => {
  rig = await startRig();
  company = await rig.company();
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

async function granted(): Promise<string> {
  return (await authorize(rig, await discover(rig, company))).authorizationId;
}
function release(authorizationId: string, changed: Partial<RecordRelease> = {}): RecordRelease {
  const now = Math.floor(Date.now() / 1000);
  return {
    releaseId: randomUUID(),
    authorizationId,
    thirdPartyId: company.thirdPartyId,
    clientId: company.clientId,
    resource: 'Batch/Subscription',
    manifestDigest: 'd'.repeat(64),
    rendererVersion: '1',
    window: { start: now - 7200, end: now - 3600 },
    usagePointIds: ['up-1'],
    dataSets: ['usage'],
    counts: { usagePoints: 1, blocks: 1, readings: 4 },
    ...changed,
  };
}
const record = (asked: RecordRelease) => rig.ask('data-delivery', 'authorization.record-release', asked);
const revoke = (authorizationId: string) =>
  rig.ask('portal', 'authorization.revoke-authorization', { authorizationId, by: 'customer', customerId: CUSTOMER, reason: 'enough' });

it('answers the first receipt for a repeated release id, and refuses it for another manifest', async () => {
  const asked = release(await granted());
  const receipt = await record(asked);
  expect(receipt).toMatchObject({ recorded: true, releaseId: asked.releaseId, version: 2 });
  expect(await record(asked)).toEqual(receipt);
  await expect(record({ ...asked, manifestDigest: 'e'.repeat(64) })).rejects.toMatchObject({ code: 'conflict' });
  const { releases } = await rig.ask('portal', 'authorization.list-releases', { authorizationId: asked.authorizationId });
  expect(releases).toHaveLength(1);
  expect(releases[0]).toMatchObject({
    releaseId: asked.releaseId,
    thirdPartyName: 'Company & Sons',
    manifest: { usagePointIds: ['up-1'] },
  });
});

it('refuses by code, and records one refusal per reason and hour', async () => {
  const authorizationId = await granted();
  for (const _ of [1, 2]) {
    expect(await record(release(authorizationId, { usagePointIds: ['up-2'] }))).toMatchObject({
      recorded: false,
      code: 'usage-point-not-authorized',
    });
  }
  const events = await rig.store.readStream(`authorization-${authorizationId}`);
  expect(events.filter(({ type }) => type === 'DataReleaseRefused')).toHaveLength(1);
});

it('asks for the status of the company each time, whatever it was at the release before', async () => {
  const other = await rig.company();
  const { authorizationId } = await authorize(rig, await discover(rig, other));
  const asked = (): RecordRelease => release(authorizationId, { thirdPartyId: other.thirdPartyId, clientId: other.clientId });
  expect(await record(asked())).toMatchObject({ recorded: true });
  const review = (decision: RequestOf<'authorization.review-third-party'>['decision']) =>
    rig.ask('portal', 'authorization.review-third-party', { thirdPartyId: other.thirdPartyId, operator: 'operator-7', decision });
  await review({ kind: 'hold', reason: 'A complaint is looked into', cureBy: Math.floor(Date.now() / 1000) + 86_400 });
  expect(await record(asked())).toMatchObject({ recorded: false, code: 'third-party-not-in-production' });
  await review({ kind: 'reinstate' });
  expect(await record(asked())).toMatchObject({ recorded: true });
  // As another process would do it: whoever records releases here does not hear of it.
  await rig.app.get(ThirdParties).command(other.thirdPartyId, {
    type: 'suspendThirdParty',
    suspendedBy: 'operator-7',
    reason: 'Again',
    cureBy: Math.floor(Date.now() / 1000) + 86_400,
    at: Math.floor(Date.now() / 1000),
  });
  expect(await record(asked())).toMatchObject({ recorded: false, code: 'third-party-not-in-production' });
});

it('answers 404 for an authorization that does not exist', async () => {
  await expect(record(release(randomUUID()))).rejects.toMatchObject({ code: 'not-found' });
});

it('records no release after a revocation that races with fifty of them', async () => {
  const authorizationId = await granted();
  const racing = Array.from({ length: 50 }, () => record(release(authorizationId)));
  const [, ...decisions] = await Promise.all([revoke(authorizationId), ...racing]);
  const types = (await rig.store.readStream<AuthorizationEvent>(`authorization-${authorizationId}`)).map(({ type }) => type);
  const end = types.indexOf('AuthorizationRevoked');
  expect(end).toBeGreaterThan(0);
  expect(types.lastIndexOf('DataReleased')).toBeLessThan(end);
  expect(types.filter((type) => type === 'DataReleased')).toHaveLength(
    decisions.filter((decision) => 'recorded' in decision && decision.recorded).length,
  );
  expect(await record(release(authorizationId))).toMatchObject({ recorded: false, code: 'authorization-revoked' });
}, 60_000);

it('reads its log from the start, contiguously, and rebuilds the same views', async () => {
  const { ReadModels } = await import('../projections/read-models.js');
  const before = await rig.ask('portal', 'authorization.list-authorizations', { customerId: CUSTOMER });
  await rig.app.get(ReadModels).rebuild();
  expect(await rig.ask('portal', 'authorization.list-authorizations', { customerId: CUSTOMER })).toEqual(before);
  expect(before.authorizations.length).toBeGreaterThan(2);
});
