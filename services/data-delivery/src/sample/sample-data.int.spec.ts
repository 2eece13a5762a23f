import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { checkFeed, findingText, readFeed } from '@greenledger/espi';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { blockIdsOf, hrefsOf, readingsOf } from '../testing/feed-text.js';
import { BASE, COMPANY, RunningService } from '../testing/running-service.js';

const service = new RunningService();
beforeAll(async () => {
  await service.start();
  service.authorization.token('token-other', 'client', '', { ...COMPANY, thirdPartyId: 'tp-2', clientId: 'client-2' });
});
afterAll(() => service.stop());

const sample = async (token = 'token-client'): Promise<string> => {
  const answer = await service.get('/DownloadSampleData', token);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  return answer.text();
};

it('is a valid feed in the form of a Batch, by the rules of its function blocks, and says that it is a sample', async () => {
  const feed = await sample();
  if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(feed, edition);
  expect(checkFeed(feed, [5, 15, 16, 28]).map(findingText)).toEqual([]);
  expect(checkFeed(feed, [10]).map(findingText)).toEqual([]);
  expect(feed).toContain('<title>Green Button Usage Feed: sample data, made up, of no customer</title>');
  expect(blockIdsOf(feed)).toHaveLength(14);
  // Six days of 24 hours and one of 25, and a value of gas a day.
  const { entries } = readFeed(feed);
  expect(entries.length).toBe(23);
  expect(readingsOf(feed)).toHaveLength(6 * 24 + 25 + 7);
});

it('is the same for every company, needs no customer, and is no release', async () => {
  expect(await sample('token-other')).toBe(await sample());
  expect(service.authorization.recorded).toEqual([]);
});

it('has links that cannot be taken for somebody’s: they open nothing', async () => {
  for (const href of new Set(hrefsOf(await sample()))) {
    const path = href.slice(href.indexOf(BASE) + BASE.length);
    if (path === '/DownloadSampleData') continue;
    expect(path).toMatch(/^\/(Subscription\/sample\/|ReadingType|LocalTimeParameters)/);
    if (path.startsWith('/Subscription')) expect((await service.get(path, 'token-access')).status).toBe(403);
  }
});
