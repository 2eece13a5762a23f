import { describe, expect, it } from '@jest/globals';
import { parseBatchList } from './batch-list.js';
import { summarizeFeed } from './espi-feed.js';

async function* chunks(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const readingType = (flow: number) =>
  `<espi:ReadingType><espi:flowDirection>${flow}</espi:flowDirection><espi:powerOfTenMultiplier>0</espi:powerOfTenMultiplier><espi:uom>72</espi:uom></espi:ReadingType>`;
const reading = (value: number) =>
  `<espi:IntervalReading><espi:timePeriod><espi:start>1</espi:start></espi:timePeriod><espi:value>${value}</espi:value></espi:IntervalReading>`;
const FEED = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:espi="http://naesb.org/espi"><espi:UsagePoint/>${readingType(1)}<espi:IntervalBlock>${reading(12)}${reading(30)}</espi:IntervalBlock>${readingType(19)}<espi:IntervalBlock>${reading(5)}</espi:IntervalBlock></feed>`;

describe('what the company reads', () => {
  it.each([1, 7, 10_000])('counts and adds up a feed that comes in pieces of %d bytes', async (size) => {
    const { usagePoints, readings, sums } = await summarizeFeed(chunks(FEED, size));
    expect([usagePoints, readings]).toEqual([1, 3]);
    expect(sums.map(({ flowDirection, sum }) => [flowDirection, sum])).toEqual([
      ['1', 42],
      ['19', 5],
    ]);
  });

  it('refuses a feed that is cut off or brings a DOCTYPE', async () => {
    await expect(summarizeFeed(chunks(FEED.slice(0, -20), 50))).rejects.toThrow(/unclosed/);
    await expect(summarizeFeed(chunks(`<!DOCTYPE x><feed/>`, 50))).rejects.toThrow(/DOCTYPE/);
  });

  it('reads the resources of a BatchList and refuses anything else', () => {
    const uri = 'http://localhost/a?b=1&amp;c=2';
    expect(parseBatchList(`<BatchList xmlns="http://naesb.org/espi"><resources>${uri}</resources></BatchList>`)).toEqual([
      'http://localhost/a?b=1&c=2',
    ]);
    expect(() => parseBatchList('<BatchList xmlns="urn:x"/>')).toThrow('a BatchList is expected');
  });
});
