import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { RecordRelease, ReleaseOutcome, RequestOf } from '@greenledger/contracts';
import { EventStore, SnapshotStore } from '@greenledger/event-store';
import { authorize, choice, consent, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { startRig, type Company, type Rig } from '../testing/rig.js';
import { BulkReleases } from './bulk-releases.js';
import { CompanyStatuses } from './company-statuses.js';
import { ReleaseGroups } from './release-groups.js';
import { ReleaseQueue } from './release-queue.js';
import { Releases } from './releases.js';
import { StateCache } from './state-cache.js';

let rig: Rig;
let company: Company;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig?.stop(), 60_000);
beforeEach(async () => {
  company = await rig.company();
});
afterEach(() => void jest.restoreAllMocks());

const granted = async (): Promise<string> => (await authorize(rig, await discover(rig, company))).authorizationId;

function release(authorizationId: string, changed: Partial<RecordRelease> = {}): RecordRelease {
  const now = Math.floor(Date.now() / 1000);
  const { thirdPartyId, clientId } = company;
  return {
    ...{ releaseId: randomUUID(), authorizationId, thirdPartyId, clientId, resource: 'Batch/Bulk', manifestDigest: 'd'.repeat(64) },
    ...{ rendererVersion: '1', window: { start: now - 7200, end: now - 3600 }, usagePointIds: ['up-1'], dataSets: ['usage'] },
    counts: { usagePoints: 1, blocks: 1, readings: 4 },
    ...changed,
  };
}

/** What records releases, with nothing known yet: as in another process of the service. */
function anotherProcess() {
  const store = rig.app.get(EventStore, { strict: false });
  const [states, companies] = [new StateCache(store, rig.app.get(SnapshotStore, { strict: false })), new CompanyStatuses(store)];
  const releases = rig.app.get(Releases, { strict: false });
  const queue = new ReleaseQueue(new ReleaseGroups(store, states, companies), releases);
  return { queue, bulk: new BulkReleases(store, states, companies, queue) };
}

type Decision = RequestOf<'authorization.review-third-party'>['decision'];
const review = (decision: Decision, { thirdPartyId } = company) =>
  rig.ask('portal', 'authorization.review-third-party', { thirdPartyId, operator: 'operator-7', decision });
const hold = (whom?: Company) =>
  review({ kind: 'hold', reason: 'A complaint is looked into', cureBy: Math.floor(Date.now() / 1000) + 86_400 }, whom);

/** Does something when releases have been decided, before they are appended. */
function beforeNextAppend(work: () => Promise<unknown>): void {
  const store = rig.app.get(EventStore, { strict: false });
  const append = store.appendBatchWhile.bind(store);
  jest.spyOn(store, 'appendBatchWhile').mockImplementationOnce(async (...args) => {
    await work();
    return append(...args);
  });
}

type Way = (releases: readonly RecordRelease[]) => Promise<readonly ReleaseOutcome[]>;
const WAYS: Record<string, Way> = {
  'by itself': (releases) => Promise.all(releases.map((one) => rig.app.get(Releases, { strict: false }).record(one))),
  'in a group': async (releases) => (await rig.ask('data-delivery', 'authorization.record-releases', { releases })).outcomes,
  'in bulk': async (releases) => (await rig.ask('data-delivery', 'authorization.record-bulk-release', { releases })).outcomes,
};
const REFUSED = { recorded: false, code: 'third-party-not-in-production' };

it.each(Object.entries(WAYS))(
  'records nothing %s after the company was suspended, not even what was decided before',
  async (_way, record) => {
    const ids = [await granted(), await granted()];
    beforeNextAppend(() => hold());
    const outcomes = await record(ids.map((id) => release(id)));
    // By itself, the first of the two was decided before and the second may have been recorded before the suspension.
    expect(outcomes).toContainEqual(expect.objectContaining(REFUSED));
    const log = await rig.store.readLog(undefined, 10_000);
    const suspended = log.findLast(({ type }) => type === 'ThirdPartySuspended')!;
    const late = log.filter(
      ({ type, position }) => /^DataReleased/.test(type) && type !== 'DataReleaseRefused' && position > suspended.position,
    );
    expect(late).toEqual([]);
    await review({ kind: 'reinstate' });
    expect(await record(ids.map((id) => release(id)))).toMatchObject([{ recorded: true }, { recorded: true }]);
  },
);

it('records what others asked for in the same group as a company that is being suspended', async () => {
  const suspended = company;
  const bad = release(await granted());
  company = await rig.company();
  const good = release(await granted());
  beforeNextAppend(() => hold(suspended));
  expect(await WAYS['in a group']!([bad, good])).toMatchObject([REFUSED, { recorded: true, releaseId: good.releaseId }]);
});

it.each(['in a group', 'in bulk'])('tells an error behind one release %s to that one alone', async (way) => {
  const [failing, good] = [release(await granted(), { usagePointIds: ['up-9'] }), release(await granted())];
  jest.spyOn(rig.app.get(Releases, { strict: false }), 'record').mockRejectedValueOnce(new Error('must not travel'));
  const outcomes = await WAYS[way]!([failing, good]);
  expect(outcomes).toMatchObject([{ problem: { code: 'internal' } }, { recorded: true, releaseId: good.releaseId }]);
  expect(JSON.stringify(outcomes)).not.toContain('must not travel');
});

it('answers a repeated bulk record as the first one, also when nothing of it was as this process knew it', async () => {
  const ids = [await granted(), await granted()];
  const [here, there] = [anotherProcess(), anotherProcess()];
  await here.bulk.record(ids.map((id) => release(id)));
  await Promise.all(ids.map((id) => there.queue.record(release(id))));
  const asked = ids.map((id) => release(id));
  const first = await here.bulk.record(asked);
  const head = await rig.store.head();
  for (const process of [here, there]) expect(await process.bulk.record(asked)).toEqual(first);
  expect(await rig.store.head()).toBe(head);
});

const widen = (authorizationId: string) =>
  rig.ask('portal', 'authorization.modify-authorization', {
    ...{ authorizationId, customerId: CUSTOMER, choice: { ...choice, usagePointIds: ['up-1', 'up-2'] }, consent },
    expectedTermsVersion: 1,
  });

it('records in bulk what terms allow that were widened since this process knew them', async () => {
  const ids = [await granted(), await granted()];
  const process = anotherProcess();
  await process.bulk.record(ids.map((id) => release(id)));
  for (const id of ids) await widen(id);
  const outcomes = await process.bulk.record(ids.map((id) => release(id, { usagePointIds: ['up-2'] })));
  expect(outcomes).toMatchObject([{ recorded: true }, { recorded: true }]);
  expect((await rig.store.readLog(undefined, 10_000)).at(-1)).toMatchObject({ type: 'DataReleasedInBulk' });
});

it('records in groups again after terms were widened that this process knew', async () => {
  const ids = [await granted(), await granted()];
  const process = anotherProcess();
  const record = () => Promise.all(ids.map((id) => process.queue.record(release(id, { usagePointIds: ['up-2'] }))));
  await Promise.all(ids.map((id) => process.queue.record(release(id))));
  for (const id of ids) await widen(id);
  // These may still go by themselves, because of the terms that are kept; from the next ones on they go together.
  expect(await record()).toMatchObject([{ recorded: true }, { recorded: true }]);
  const alone = jest.spyOn(rig.app.get(Releases, { strict: false }), 'record');
  expect(await record()).toMatchObject([{ recorded: true }, { recorded: true }]);
  expect(alone).not.toHaveBeenCalled();
});
