import { expect, it } from '@jest/globals';
import { entryAround, wholeText } from '@greenledger/espi';
import { PairwiseIds } from '../access/pairwise-ids.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { blockTitle } from './block-heads.js';
import { FeedAddresses } from './feed-addresses.js';

it('frames a block as entryAround does, from day to day', () => {
  const addresses = new FeedAddresses(new ResourceUris('https://a&b.example'), new PairwiseIds(new Uint8Array(32), 'tp-1'), 's-1');
  const channel = { usagePointId: 'up-1', readingTypeKey: '1.1.4.12.72.0.900' };
  const frame = addresses.blockFrames(channel);
  for (const [day, published, updated] of [
    ['2026-01-01', 1_767_225_600, 1_767_225_600],
    ['2026-01-02', 1_767_225_600, 1_767_225_600],
    ['2026-01-03', 1_767_225_600, 1_767_300_000],
  ] as const) {
    const expected = entryAround({ ...addresses.intervalBlock(channel, day), title: blockTitle(day), published, updated });
    const { head, tail } = frame(day, published, updated);
    expect({ head: wholeText(head), tail }).toEqual(expected);
  }
});
