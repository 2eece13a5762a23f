import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bulkRecordOf,
  outcomesOf,
  type AuthorizationEvent,
  type DataReleasedInBulk,
  type RecordRelease,
  type ReleaseOutcome,
} from '@greenledger/contracts';
import { authorize, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { DueAuthorizations } from '../projections/due-authorizations.js';
import { startRig, type Company, type Rig } from '../testing/rig.js';

let rig: Rig;
let company: Company;
beforeAll(async () => {
  rig = await startRig();
  company = await rig.company();
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const granted = async (): Promise<string> => (await authorize(rig, await discover(rig, company))).authorizationId;
const grantedThrice = async (): Promise<string[]> => [await granted(), await granted(), await granted()];

function release(authorizationId: string, changed: Partial<RecordRelease> = {}): RecordRelease {
  const now = Math.floor(Date.now() / 1000);
  return {
    releaseId: randomUUID(),
    authorizationId,
    thirdPartyId: company.thirdPartyId,
    clientId: company.clientId,
    resource: 'Batch/Bulk',
    manifestDigest: 'd'.repeat(64),
    rendererVersion: '1',
    window: { start: now - 7200, end: now - 3600 },
    usagePointIds: ['up-1'],
    dataSets: ['usage'],
    counts: { usagePoints: (changed.usagePointIds ?? ['up-1']).length, blocks: 1, readings: 4 },
    extent: {
      complete: false,
      usagePoints: (changed.usagePointIds ?? ['up-1']).map((usagePointId) => ({
        usagePointId,
        windows: [{ start: now - 7200, end: now - 3600 }],
      })),
    },
    ...changed,
  };
}
type Outcomes = { readonly outcomes: readonly ReleaseOutcome[] };
const WAYS: Record<string, (releases: readonly RecordRelease[]) => Promise<Outcomes>> = {
  'as a list': (releases) => rig.ask('data-delivery', 'authorization.record-bulk-release', { releases }),
  'in columns': async (releases) => {
    const record = bulkRecordOf(releases)!;
    return { outcomes: outcomesOf(await rig.ask('data-delivery', 'authorization.record-bulk-parts', record), record.parts.releaseIds) };
  },
};
const revoke = (authorizationId: string) =>
  rig.ask('portal', 'authorization.revoke-authorization', { authorizationId, by: 'customer', customerId: CUSTOMER, reason: 'enough' });
const bulkRecords = async (): Promise<readonly (DataReleasedInBulk & { position: number })[]> =>
  (await rig.store.readLog(undefined, 10_000)).filter((event) => event.type === 'DataReleasedInBulk') as never;

describe.each(Object.entries(WAYS))('%s', (_way, record) => {
  it('records the releases of several authorizations with one event, and each shows in the list of its own', async () => {
    const ids = await grantedThrice();
    const asked = ids.map((id) => release(id));
    const before = (await bulkRecords()).length;
    const { outcomes } = await record(asked);
    expect(outcomes).toEqual(asked.map(({ releaseId }) => ({ recorded: true, releaseId, version: 1, recordedAt: expect.any(String) })));
    const records = await bulkRecords();
    expect(records).toHaveLength(before + 1);
    expect(records.at(-1)!.data.parts.map(({ authorizationId }) => authorizationId)).toEqual(ids);
    for (const { authorizationId, releaseId } of asked) {
      const { releases } = await rig.ask('portal', 'authorization.list-releases', { authorizationId });
      expect(releases).toMatchObject([
        {
          releaseId,
          thirdPartyName: 'Company & Sons',
          manifest: { resource: 'Batch/Bulk', rendererVersion: '1', usagePointIds: ['up-1'] },
        },
      ]);
    }
    const used = await rig.database.dataSource.query<{ used: string }[]>(
      'SELECT last_used_at AS used FROM authorization_view WHERE authorization_id = ANY($1)',
      [ids],
    );
    expect(used.every((row) => Number(row.used) >= asked[0]!.window.end)).toBe(true);
  });

  it('answers a repetition with the first receipts, also of what was revoked since, and refuses it for other manifests', async () => {
    const asked = (await grantedThrice()).map((id) => release(id));
    const first = await record(asked);
    await revoke(asked[1]!.authorizationId);
    const before = await rig.store.head();
    expect(await record(asked)).toEqual(first);
    expect(await rig.store.head()).toBe(before);
    await expect(record(asked.map((one) => ({ ...one, manifestDigest: 'e'.repeat(64) })))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('leaves out what is refused or revoked, by code, and records the others', async () => {
    const [good, revoked, other, unknown] = [...(await grantedThrice()), randomUUID()] as [string, string, string, string];
    await record([release(good), release(revoked), release(other)]);
    await revoke(revoked);
    const { outcomes } = await record([release(good), release(revoked), release(other, { usagePointIds: ['up-9'] }), release(unknown)]);
    expect(outcomes).toMatchObject([
      { recorded: true },
      { recorded: false, code: 'authorization-revoked' },
      { recorded: false, code: 'usage-point-not-authorized' },
      { problem: { code: 'not-found' } },
    ]);
    expect((await bulkRecords()).at(-1)!.data.parts.map(({ authorizationId }) => authorizationId)).toEqual([good]);
  });

  it('takes no more than a record may hold', async () => {
    const id = await granted();
    await expect(record(Array.from({ length: 1_001 }, () => release(id)))).rejects.toMatchObject({ code: 'invalid-body' });
    const usagePointIds = Array.from({ length: 1_500 }, (_, i) => `up-${i}-${'x'.repeat(100)}`);
    await expect(record([release(id, { usagePointIds }), release(id, { usagePointIds })])).rejects.toMatchObject({ code: 'invalid-body' });
  });

  it('records nothing of an authorization after its revocation, however they race', async () => {
    for (let race = 0; race < 10; race++) {
      const ids = await grantedThrice();
      // So that their states are known, and the revocation meets a decision that was taken before it.
      await record(ids.map((id) => release(id)));
      const racing = Promise.all([1, 2, 3].map(() => record(ids.map((id) => release(id)))));
      await revoke(ids[1]!);
      const after = await record(ids.map((id) => release(id)));
      expect(after.outcomes).toMatchObject([{ recorded: true }, { recorded: false, code: 'authorization-revoked' }, { recorded: true }]);
      await racing;
      const end = (await rig.store.readStream<AuthorizationEvent>(`authorization-${ids[1]!}`)).find(
        ({ type }) => type === 'AuthorizationRevoked',
      )!;
      const late = (await bulkRecords()).filter(({ position }) => position > end.position);
      expect(late.length).toBeGreaterThan(0);
      expect(late.flatMap(({ data }) => data.parts).filter(({ authorizationId }) => authorizationId === ids[1])).toEqual([]);
    }
  }, 120_000);
});

it('takes releases of one bulk feed only', async () => {
  const id = await granted();
  const releases = [release(id), release(id, { resource: 'Batch/Subscription' })];
  await expect(WAYS['as a list']!(releases)).rejects.toMatchObject({ code: 'invalid-body' });
});

it('counts as use at once, also while the view of the authorization does not tell it', async () => {
  const ids = await grantedThrice();
  const now = Math.floor(Date.now() / 1000);
  const day = 86_400;
  const due = rig.app.get(DueAuthorizations);
  const lookAt = async (): Promise<void> => void (await rig.ask('portal', 'authorization.list-releases', { authorizationId: ids[0]! }));
  const usedBefore = (days: readonly number[]) =>
    rig.database.ownerDataSource.query(
      'UPDATE authorization_view SET last_used_at = d.at FROM unnest($1::text[], $2::bigint[]) d (id, at) WHERE authorization_id = d.id',
      [ids, days.map((count) => now - count * day)],
    );
  await lookAt();
  await usedBefore([3, 30, 30]);
  expect(new Set(await due.unusedSince(now - 2 * day))).toEqual(new Set(ids));
  await WAYS['in columns']!(ids.slice(0, 2).map((id) => release(id)));
  await lookAt();
  expect(await due.unusedSince(now - 2 * day)).toEqual([ids[2]]);
  for (const id of ids.slice(0, 2)) expect(await due.lastUsedAt(id)).toBeGreaterThanOrEqual(now);
  expect(await due.lastUsedAt(ids[2]!)).toBe(now - 30 * day);
  // The row of the first is not written for a release three days after the one before; that of the second is.
  const rows: { used: string }[] = await rig.database.dataSource.query(
    'SELECT last_used_at AS used FROM authorization_view WHERE authorization_id = ANY($1) ORDER BY last_used_at',
    [ids],
  );
  expect(rows.map(({ used }) => Number(used) >= now)).toEqual([false, false, true]);
});
