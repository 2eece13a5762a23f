import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuthorizationGranted, GrantPlace, ReplyOf } from '@greenledger/contracts';
import { startRig, type Rig } from '../testing/rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const NOW = Math.floor(Date.now() / 1000);

async function grant(thirdPartyId: string, terms: Partial<AuthorizationGranted['data']['terms']> = {}): Promise<string> {
  const authorizationId = randomUUID();
  const data = {
    authorizationId,
    thirdPartyId,
    customerId: `customer-of-${authorizationId}`,
    terms: {
      usagePointIds: [`up-of-${authorizationId}`],
      dataSets: ['usage'],
      authorizedPeriod: { start: NOW - 60, end: null },
      publishedPeriod: { start: NOW - 86_400, end: null },
      historyLength: 86_400,
      purpose: 'a test',
      ...terms,
    },
    consent: { textDigest: '0'.repeat(64), locale: 'en', method: 'online' },
    scope: 'FB=1',
    holdings: [],
  };
  const event = { id: randomUUID(), type: 'AuthorizationGranted', data, metadata: { occurredAt: new Date().toISOString() } };
  await rig.store.append(`authorization-${authorizationId}`, [event], 0);
  return authorizationId;
}

async function pagesOf(thirdPartyId: string): Promise<ReplyOf<'authorization.list-bulk-grants'>[]> {
  const pages: ReplyOf<'authorization.list-bulk-grants'>[] = [];
  for (let after: GrantPlace | undefined; ;) {
    const page = await rig.ask('data-delivery', 'authorization.list-bulk-grants', { thirdPartyId, after });
    pages.push(page);
    if (!page.next) return pages;
    after = page.next;
  }
}

it('lists the active ones of a company in the order in which they were granted, with what a feed needs of them', async () => {
  const { thirdPartyId } = await rig.company();
  const { thirdPartyId: other } = await rig.company();
  const first = await grant(thirdPartyId);
  const second = await grant(thirdPartyId, { publishedPeriod: { start: 5, end: 9 }, dataSets: ['usage', 'billing'] });
  const ended = await grant(thirdPartyId);
  await grant(other);
  await rig.ask('portal', 'authorization.revoke-authorization', { authorizationId: ended, by: 'utility', reason: 'enough' });
  expect(await pagesOf(thirdPartyId)).toEqual([
    {
      grants: {
        authorizationIds: [first, second],
        customerIds: [`customer-of-${first}`, `customer-of-${second}`],
        usagePointIds: [[`up-of-${first}`], [`up-of-${second}`]],
        dataSets: [['usage'], ['usage', 'billing']],
        publishedStarts: [NOW - 86_400, 5],
        publishedEnds: [null, 9],
      },
      next: null,
    },
  ]);
  expect(await pagesOf(randomUUID())).toEqual([{ grants: expect.objectContaining({ authorizationIds: [] }), next: null }]);
});

it('ends a page before it is too long for a message, and loses and repeats nothing', async () => {
  const { thirdPartyId } = await rig.company();
  const ids: string[] = [];
  // Each with 200 kB of usage points, so that two of them fill a page, and one larger than a page is meant to be.
  for (const count of [5_000, 5_000, 5_000, 15_000, 1]) {
    const usagePointIds = Array.from({ length: count }, (_, i) => `${i}`.padStart(36, '0'));
    ids.push(await grant(thirdPartyId, { usagePointIds }));
  }
  const pages = await pagesOf(thirdPartyId);
  expect(pages.flatMap(({ grants }) => grants.authorizationIds)).toEqual(ids);
  expect(pages.map(({ grants }) => grants.authorizationIds.length)).toEqual([2, 1, 1, 1]);
  expect(pages.flatMap(({ grants }) => grants.usagePointIds.map(({ length }) => length))).toEqual([5_000, 5_000, 5_000, 15_000, 1]);
});
