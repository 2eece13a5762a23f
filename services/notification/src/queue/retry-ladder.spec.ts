import { describe, expect, it } from '@jest/globals';
import { readRetryAfter, waitBeforeNext } from './retry-ladder.js';

describe('waitBeforeNext', () => {
  it('climbs the ladder of Standard Webhooks and then ends', () => {
    const waits = Array.from({ length: 10 }, (_, index) => waitBeforeNext(index + 1, 0));
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined]);
  });
  it('adds at most a tenth by chance', () => {
    expect(waitBeforeNext(2, 0.999)).toBeGreaterThan(300);
    expect(waitBeforeNext(2, 0.999)).toBeLessThan(330);
  });
  it('obeys Retry-After when it is longer, up to a day', () => {
    expect(waitBeforeNext(1, 0, 60)).toBe(60);
    expect(waitBeforeNext(2, 0, 60)).toBe(300);
    expect(waitBeforeNext(2, 0, 10_000_000)).toBe(86_400);
  });
});

describe('readRetryAfter', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  it.each([
    ['120', 120],
    ['Sun, 01 Mar 2026 00:01:00 GMT', 60],
    ['Sat, 28 Feb 2026 00:00:00 GMT', 0],
    ['soon', 0],
    [undefined, 0],
  ])('reads %s as %d seconds', (header, seconds) => {
    expect(readRetryAfter(header, now)).toBe(seconds);
  });
});
