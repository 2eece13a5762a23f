import { describe, expect, it } from '@jest/globals';
import type { PlannedUsagePoint, ReleasePlan } from './release-plan.js';
import { extentOf } from './release-extent.js';
import { BATCH } from './resource-request.js';

const windows = [{ start: 100, end: 200 }];
const usagePoint = (usagePointId: string, blocks: number): PlannedUsagePoint =>
  ({ row: { usagePointId }, windows, channels: [{ blocks: Array.from({ length: blocks }) }] }) as unknown as PlannedUsagePoint;
const plan = (...usagePoints: PlannedUsagePoint[]): ReleasePlan => ({ usagePoints, permitted: windows[0]! });

describe('extentOf', () => {
  it('tells each usage point with its windows', () => {
    expect(extentOf(plan(usagePoint('a', 1), usagePoint('b', 0)), BATCH, {})).toEqual({
      complete: true,
      usagePoints: [
        { usagePointId: 'a', windows },
        { usagePointId: 'b', windows },
      ],
    });
  });

  it.each([
    { publishedMin: 0 },
    { publishedMax: 0 },
    { updatedMin: 1 },
    { updatedMax: 1 },
    { startIndex: 1 },
    { maxResults: 5 },
    { depth: 5 },
    { asOf: 1 },
  ])('is incomplete under the limit %p', (query) => {
    expect(extentOf(plan(usagePoint('a', 1)), BATCH, query).complete).toBe(false);
  });

  it('is incomplete where the path names one usage point, or one kind of entry', () => {
    expect(extentOf(plan(usagePoint('a', 1)), { ...BATCH, usagePoint: 'x' }, {}).complete).toBe(false);
    expect(extentOf(plan(usagePoint('a', 1)), { ...BATCH, shape: 'IntervalBlock' }, {}).complete).toBe(false);
  });

  it('is incomplete while there is no reading', () => {
    expect(extentOf(plan(usagePoint('a', 0)), BATCH, {}).complete).toBe(false);
  });
});
