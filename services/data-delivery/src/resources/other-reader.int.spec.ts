import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readingsOf } from '../testing/feed-text.js';
import { AUTHORIZATION, COMPANY, RunningService } from '../testing/running-service.js';
import { loadManyChannels } from '../testing/sample-data.js';

/** A reader of Green Button feeds that others wrote and use: what it reads must be what is stored. */
const service = new RunningService();
beforeAll(async () => {
  await service.start();
  await loadManyChannels(service);
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-1', 'up-2'] } };
  service.authorization.token('token-access', 'access');
});
afterAll(() => service.stop());

/** What we use of it: it ships its sources beside its types, and those do not pass our compiler. */
interface Parser {
  atomToGreenButtonJson(xml: string): Promise<object>;
  readonly helpers: {
    getEntriesByContentType(feed: object, type: 'IntervalBlock'): BlockEntry[];
    getUsagePointEntryFromIntervalBlockEntry(feed: object, entry: BlockEntry): object | undefined;
    getReadingTypeEntryFromIntervalBlockEntry(
      feed: object,
      entry: BlockEntry,
    ): { readonly content: { readonly ReadingType: { readonly uom_value: string } } } | undefined;
  };
}
interface BlockEntry {
  readonly content: { readonly IntervalBlock: readonly Block[] | Block };
}
interface Block {
  readonly IntervalReading?: readonly { readonly value: number; readonly timePeriod: { readonly start: number } }[];
}
const NAME: string = '@cityssm/green-button-parser';
const { atomToGreenButtonJson, helpers } = (await import(NAME)) as Parser;

it.each([
  ['Batch/Subscription', `/Batch/Subscription/${AUTHORIZATION.authorizationId}`, 'token-access'],
  ['Batch/Bulk', `/Batch/Bulk/${COMPANY.applicationInformationId}`, 'token-client'],
])('@cityssm/green-button-parser reads %s back to the same readings', async (_name, path, token) => {
  const text = await (await service.get(path, token)).text();
  const feed = await atomToGreenButtonJson(text);
  const entries = helpers.getEntriesByContentType(feed, 'IntervalBlock');
  expect(entries).toHaveLength(18);
  const read = entries.flatMap(({ content }) =>
    [content.IntervalBlock]
      .flat()
      .flatMap((block) => block.IntervalReading ?? [])
      .map((reading) => ({ start: reading.timePeriod.start, value: reading.value })),
  );
  expect(read).toEqual(readingsOf(text));
  expect(read.length).toBe(service.authorization.recorded.at(-1)!.counts.readings);
});

it('finds the usage point and the reading type of every block by the links', async () => {
  const feed = await atomToGreenButtonJson(
    await (await service.get(`/Batch/Subscription/${AUTHORIZATION.authorizationId}`, 'token-access')).text(),
  );
  const units = new Set<string | undefined>();
  for (const block of helpers.getEntriesByContentType(feed, 'IntervalBlock')) {
    expect(helpers.getUsagePointEntryFromIntervalBlockEntry(feed, block)).toBeDefined();
    units.add(helpers.getReadingTypeEntryFromIntervalBlockEntry(feed, block)?.content.ReadingType.uom_value);
  }
  expect([...units].sort()).toEqual(['Wh', 'therm']);
});
