import { describe, expect, it } from '@jest/globals';
import { keepFewBlocks } from './keep-few-blocks.js';
import { manifestOf } from './manifest.js';
import type { PlannedBlock, ReleasePlan } from './release-plan.js';

/** @param at where its bytes lie among others */
function blockOf(day: string, packed: readonly number[], at = 0, version = 1): PlannedBlock {
  const bytes = Buffer.concat([Buffer.alloc(at, 0xaa), Buffer.from(packed), Buffer.alloc(3, 0xbb)]);
  const times = { firstStart: 0, lastStart: 3_600, published: 0, updated: 0, first: 0, last: 3_600 };
  const place = { packed: { bytes }, packedFrom: at, packedTo: at + packed.length };
  return { channelId: 1, day, version, valueCount: 2, ...times, ...place, whole: true, readings: 2 };
}

function planOf(...channels: PlannedBlock[][]): ReleasePlan {
  const row = { usagePointId: 'up-1', version: 1, digest: 'd' } as never;
  const planned = channels.map((blocks, i) => ({
    channelId: i,
    usagePointId: 'up-1',
    readingTypeKey: `1.1.${i + 1}.12.72.0.3600`,
    published: 0,
    windows: [],
    blocks,
  }));
  return { usagePoints: [{ row, windows: [], channels: planned }], permitted: { start: 0, end: 9_000 }, dataSets: ['usage'] };
}

const digestOf = (...channels: PlannedBlock[][]): string => manifestOf('Batch', planOf(...channels)).manifestDigest;

describe('the digest of a manifest', () => {
  const first = blockOf('2026-01-01', [1, 2, 3]);
  const second = blockOf('2026-01-02', [4, 5]);
  const usual = digestOf([first, second]);

  it('is the same wherever the packed bytes lie', () => {
    expect(digestOf([blockOf('2026-01-01', [1, 2, 3], 7), blockOf('2026-01-02', [4, 5], 11)])).toBe(usual);
  });

  it.each([
    ['a byte', [first, blockOf('2026-01-02', [4, 6])]],
    ['the version of a block', [first, blockOf('2026-01-02', [4, 5], 0, 2)]],
    ['the day of a block', [first, blockOf('2026-01-03', [4, 5])]],
    ['where one block ends and the next begins', [blockOf('2026-01-01', [1, 2]), blockOf('2026-01-02', [3, 4, 5])]],
    ['the order of blocks', [second, first]],
    ['the number of blocks', [first]],
  ])('is another one when this is another: %s', (_, blocks) => {
    expect(digestOf(blocks)).not.toBe(usual);
  });

  it('is another one for another byte of a block that is alone', () => {
    expect(digestOf([blockOf('2026-01-01', [1, 2, 4])])).not.toBe(digestOf([first]));
  });

  it('is another one when a block belongs to another channel', () => {
    const all = [digestOf([first, second], []), digestOf([first], [second]), digestOf([], [first, second])];
    expect(new Set([...all, usual]).size).toBe(4);
  });

  it('does not leave out a block whose bytes were let go of', () => {
    expect(() => digestOf([first, { ...second, packed: undefined }])).toThrow('2026-01-02');
  });
});

describe('the packed bytes of plans', () => {
  const plansOf = (blocks: number): ReleasePlan[] =>
    [1, 2].map(() => planOf(Array.from({ length: blocks / 2 }, () => blockOf('2026-01-01', [1]))));
  const kept = (plans: readonly ReleasePlan[]): number =>
    plans.flatMap(({ usagePoints }) => usagePoints[0]!.channels[0]!.blocks).filter(({ packed }) => packed).length;

  it.each([
    [4_096, 4_096],
    [4_098, 0],
  ])('of %i blocks are kept for %i', (blocks, left) => {
    const plans = plansOf(blocks);
    keepFewBlocks(plans);
    expect(kept(plans)).toBe(left);
  });
});
