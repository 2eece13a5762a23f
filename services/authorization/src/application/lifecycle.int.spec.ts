import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuthorizationEvent, RecordRelease, Terms } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import { authorize, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { startRig, type Company, type Rig } from '../testing/rig.js';
import { Lifecycle } from './lifecycle.js';

const DAY = 86_400;
const now = (): number => Math.floor(Date.now() / 1000);

describe('the lifecycle of authorizations', () => {
  let rig: Rig;
  let company: Company;
  beforeAll(async () => {
    rig = await startRig();
    company = await rig.company();
  }, 60_000);
  afterAll(() => rig?.stop(), 60_000);

  /** A grant of the past, as the log would hold it. */
  async function past({ since, until, used = since }: { since: number; until: number | null; used?: number }): Promise<string> {
    const authorizationId = randomUUID();
    const terms: Terms = {
      usagePointIds: ['up-1'],
      dataSets: ['usage'],
      authorizedPeriod: { start: since, end: until },
      publishedPeriod: { start: 0, end: null },
      historyLength: 0,
      purpose: 'advice',
    };
    const data = { authorizationId, thirdPartyId: company.thirdPartyId, customerId: CUSTOMER, terms, scope: 'FB=4_5' };
    const consent = { textDigest: 'a', locale: 'en', method: 'online' };
    const metadata = { occurredAt: new Date(used * 1000).toISOString() };
    const event = { id: randomUUID(), type: 'AuthorizationGranted', data: { ...data, consent }, metadata };
    await rig.store.append(`authorization-${authorizationId}`, [event], 0);
    return authorizationId;
  }
  const events = (id: string) => rig.store.readStream<AuthorizationEvent>(`authorization-${id}`);
  const typesOf = async (id: string) => (await events(id)).map(({ type }) => type);
  const view = (authorizationId: string) => rig.ask('portal', 'authorization.get-authorization', { authorizationId });
  const granted = async (changed: object = {}) => (await authorize(rig, await discover(rig, company), changed)).authorizationId;
  const release = (authorizationId: string, changed: Partial<RecordRelease> = {}): RecordRelease => ({
    releaseId: randomUUID(),
    authorizationId,
    thirdPartyId: company.thirdPartyId,
    clientId: company.clientId,
    resource: 'Batch/Subscription',
    manifestDigest: 'd'.repeat(64),
    rendererVersion: '1',
    window: { start: now() - 7200, end: now() - 3600 },
    usagePointIds: ['up-1'],
    dataSets: ['usage'],
    counts: { usagePoints: 1, blocks: 1, readings: 4 },
    ...changed,
  });
  const record = (asked: RecordRelease) => rig.ask('data-delivery', 'authorization.record-release', asked);
  async function eventually(id: string, type: AuthorizationEvent['type']): Promise<RecordedEvent<AuthorizationEvent>> {
    for (const end = Date.now() + 12_000; Date.now() < end; await wait(50)) {
      const found = (await events(id)).find((event) => event.type === type);
      if (found) return found;
    }
    throw new Error(`no ${type} within 12 s`);
  }

  it('records the expiry within a second of the end, by itself', async () => {
    const until = now() + 7;
    const id = await granted({ authorizedUntil: until });
    const { recordedAt } = await eventually(id, 'AuthorizationExpired');
    expect(Date.parse(recordedAt) / 1000 - until).toBeGreaterThanOrEqual(0);
    expect(Date.parse(recordedAt) / 1000 - until).toBeLessThan(1);
  }, 20_000);

  it('records after a restart, without being asked, what ended while the service was down', async () => {
    const ids: string[] = [];
    await rig.restart(async () => {
      ids.push(await past({ since: now() - 60, until: now() - 1 }), await past({ since: now() - 60, until: now() + 1 }));
    });
    for (const id of ids) await eventually(id, 'AuthorizationExpired');
    expect((await Promise.all(ids.map(typesOf))).every((types) => types.join() === 'AuthorizationGranted,AuthorizationExpired')).toBe(true);
  }, 30_000);

  it('ends everything that is due, more than one page of it, once, though two sweep at once', async () => {
    const ids = await Promise.all(Array.from({ length: 620 }, () => past({ since: now() - 60, until: now() - 1 })));
    const lifecycle = rig.app.get(Lifecycle);
    await Promise.all([lifecycle.expireDue(), lifecycle.expireDue()]);
    const ended = await Promise.all(ids.map(typesOf));
    expect(ended.every((types) => types.join() === 'AuthorizationGranted,AuthorizationExpired')).toBe(true);
  }, 60_000);

  it('reminds once before the end and once a year, and nobody else', async () => {
    const ending = await past({ since: now() - 100 * DAY, until: now() + 10 * DAY });
    const yearly = await past({ since: now() - 800 * DAY, until: null, used: now() - DAY });
    const young = await past({ since: now() - 300 * DAY, until: null });
    const short = await past({ since: now() - DAY, until: now() + DAY });
    await rig.app.get(Lifecycle).remindDue();
    await rig.app.get(Lifecycle).remindDue();
    expect((await events(ending)).slice(1)).toMatchObject([{ type: 'AuthorizationReminderDue', data: { reminder: 'ending' } }]);
    expect((await events(yearly)).slice(1)).toMatchObject([{ type: 'AuthorizationReminderDue', data: { reminder: 'yearly' } }]);
    expect([(await typesOf(young)).length, (await typesOf(short)).length]).toEqual([1, 1]);
  });

  it('ends what was not used for 365 days, and not what was', async () => {
    const unused = await past({ since: now() - 366 * DAY, until: null });
    const used = await past({ since: now() - 366 * DAY, until: null });
    expect(await record(release(used))).toMatchObject({ recorded: true });
    await rig.app.get(Lifecycle).endUnused();
    expect(await view(unused)).toMatchObject({ status: 'expired', ended: { by: 'expiry', reason: 'no data was fetched for a long time' } });
    expect((await events(unused)).at(-1)).toMatchObject({ type: 'AuthorizationExpired', data: { cause: 'unused' } });
    expect(await view(used)).toMatchObject({ status: 'active' });
  });

  it('ends a share for one time an hour after its first complete release', async () => {
    const id = await granted({ oneTime: true });
    const { terms } = await view(id);
    expect(terms.oneTime).toBe(true);
    expect(terms.publishedPeriod.end).toBe(terms.authorizedPeriod.start);
    expect(terms.authorizedPeriod.end).toBe(terms.authorizedPeriod.start + 7 * DAY);
    const { start, end } = { start: now() - 7200, end: now() - 3600 };
    const part = { complete: false, usagePoints: [{ usagePointId: 'up-1', windows: [{ start, end }] }] };
    expect(await record(release(id, { window: { start, end }, extent: part }))).toMatchObject({ recorded: true });
    expect((await view(id)).terms).toEqual(terms);
    const whole = { ...part, complete: true };
    expect(await record(release(id, { window: { start, end }, extent: whole }))).toMatchObject({ recorded: true });
    const after = (await view(id)).terms.authorizedPeriod.end!;
    expect(Math.abs(after - now() - 3600)).toBeLessThan(10);
    // The transfer broke: fetching again is allowed and does not move the end.
    expect(await record(release(id, { window: { start, end }, extent: whole }))).toMatchObject({ recorded: true });
    expect((await view(id)).terms.authorizedPeriod.end).toBe(after);
  });

  it('stops the window of a usage point at move-out, and leaves the former holder the own period', async () => {
    const id = await granted();
    const movedOut = now() - DAY;
    rig.customerData.hold('up-1', [
      { customerId: CUSTOMER, from: 0, to: movedOut },
      { customerId: 'the-next-one', from: movedOut, to: null },
    ]);
    const told = await eventually(id, 'UsagePointHoldingChanged');
    expect(told.data).toEqual({ authorizationId: id, usagePointId: 'up-1', periods: [{ start: 0, end: movedOut }] });
    expect(await record(release(id))).toMatchObject({ recorded: false, code: 'outside-holder-period' });
    const before = { start: movedOut - 7200, end: movedOut };
    expect(await record(release(id, { window: before }))).toMatchObject({ recorded: true });
    expect(await view(id)).toMatchObject({ status: 'active' });
  }, 20_000);

  it('tells once that a meter or account got a new number, of the own customer only', async () => {
    const id = await granted({ usagePointIds: ['up-2'] });
    const change = { kind: 'identifier', usagePointId: 'up-2', identifier: 'meter' } as const;
    const { changes } = rig.customerData;
    changes.push({ sequence: changes.length, customerId: 'somebody else', ...change });
    changes.push({ sequence: changes.length, customerId: CUSTOMER, ...change });
    await eventually(id, 'ServiceIdentifierChanged');
    // Applied again after a fall before the checkpoint was committed.
    await rig.database.ownerDataSource.query('UPDATE customer_change_checkpoint SET sequence = -1');
    await wait(4000);
    expect((await typesOf(id)).filter((type) => type === 'ServiceIdentifierChanged')).toHaveLength(1);
  }, 30_000);
});
