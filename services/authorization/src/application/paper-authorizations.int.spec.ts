import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaperAuthorization } from '@greenledger/contracts';
import { choice, CUSTOMER } from '../testing/oauth-flow.js';
import { startRig, type Company, type Rig } from '../testing/rig.js';

describe('an authorization on paper', () => {
  let rig: Rig;
  let company: Company;
  beforeAll(async () => {
    rig = await startRig();
    company = await rig.company();
  }, 60_000);
  afterAll(() => rig?.stop(), 60_000);

  const paper = (changed: Partial<PaperAuthorization> = {}): PaperAuthorization => ({
    paperId: randomUUID(),
    thirdPartyId: company.thirdPartyId,
    customerId: CUSTOMER,
    choice,
    reason: 'no computer',
    evidenceDigest: 'e'.repeat(64),
    enteredBy: 'operator-1',
    ...changed,
  });
  const enter = (asked: PaperAuthorization) => rig.ask('portal', 'authorization.enter-paper', asked);
  const decide = (paperId: string, decision: 'approved' | 'declined', decidedBy = 'operator-2') =>
    rig.ask('portal', 'authorization.decide-paper', { paperId, decision, decidedBy });
  const find = async (paperId: string) =>
    (await rig.ask('portal', 'authorization.list-papers', {})).papers.find((one) => one.paperId === paperId);

  it('is one when a second operator approves, with the digest of the scan and both operators in its event', async () => {
    const asked = paper();
    await enter(asked);
    await enter(asked);
    expect(await find(asked.paperId)).toMatchObject({ state: 'waiting', thirdPartyName: 'Company & Sons', reason: 'no computer' });
    const approved = await decide(asked.paperId, 'approved');
    expect(approved).toMatchObject({ state: 'approved', decidedBy: 'operator-2' });
    const [event, ...more] = await rig.store.readStream(`authorization-${approved.authorizationId}`);
    expect(event).toMatchObject({
      type: 'AuthorizationGranted',
      data: {
        customerId: CUSTOMER,
        consent: { method: 'offlineForm', evidenceDigest: asked.evidenceDigest, operators: ['operator-1', 'operator-2'] },
      },
    });
    expect(JSON.stringify(event)).not.toContain('no computer');
    expect(more).toEqual([]);
    expect(await decide(asked.paperId, 'approved')).toEqual(approved);
  });

  it('is none for one operator alone, nor when it is declined', async () => {
    const asked = paper();
    await enter(asked);
    await expect(decide(asked.paperId, 'approved', 'operator-1')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await decide(asked.paperId, 'declined')).toMatchObject({ state: 'declined' });
    expect((await find(asked.paperId))?.authorizationId ?? null).toBeNull();
    await expect(decide(asked.paperId, 'approved')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('grants once when two approve at the same moment', async () => {
    const asked = paper();
    await enter(asked);
    const [one, two] = await Promise.all([decide(asked.paperId, 'approved'), decide(asked.paperId, 'approved', 'operator-3')]);
    expect(one.authorizationId).toBe(two.authorizationId);
    expect(await rig.store.readStream(`authorization-${one.authorizationId}`)).toHaveLength(1);
  });

  it.each<[string, Partial<PaperAuthorization>, string]>([
    ['a service of somebody else', { choice: { ...choice, usagePointIds: ['up-9'] } }, 'usage-point-not-held'],
    ['an unknown company', { thirdPartyId: randomUUID() }, 'not-found'],
    ['no reason', { reason: ' ' }, 'invalid-body'],
    ['no scan', { evidenceDigest: '' }, 'invalid-body'],
    ['more history than asked for', { choice: { ...choice, historyLength: 1e9 } }, 'invalid-body'],
  ])('is not entered with %s', async (_case, changed, code) => {
    await expect(enter(paper(changed))).rejects.toMatchObject({ code });
  });

  it('is not found by an unknown id', async () => {
    await expect(decide(randomUUID(), 'approved')).rejects.toMatchObject({ code: 'not-found' });
  });
});
