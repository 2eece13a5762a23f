import { describe, expect, it } from '@jest/globals';
import { UploadRate } from './upload-rate.js';

describe('the rate of uploads', () => {
  it('lets a minute’s worth through at once, then one at a time', () => {
    const rate = new UploadRate(3);
    expect([0, 0, 0].map(() => rate.take('ada', 0))).toEqual([0, 0, 0]);
    expect(rate.take('ada', 0)).toBe(20);
    expect(rate.take('ada', 5_000)).toBe(15);
    expect(rate.take('ada', 20_000)).toBe(0);
    expect(rate.take('ada', 20_000)).toBe(20);
  });

  it('counts each operator alone, never beyond a minute’s worth, and bears a clock that steps back', () => {
    const rate = new UploadRate(1);
    expect([rate.take('ada', 1_000), rate.take('bo', 1_000)]).toEqual([0, 0]);
    expect(rate.take('ada', 0)).toBe(60);
    expect(rate.take('ada', 10_000_000)).toBe(0);
    expect(rate.take('ada', 10_000_000)).toBe(60);
  });
});
