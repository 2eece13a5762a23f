import { expect, it } from '@jest/globals';
import { FeedShares } from './feed-shares.js';

it('bounds what all feeds hold together by what one of them may hold alone, and gives it back when they leave', () => {
  const shares = new FeedShares(6_000, 4);
  for (let feeds = 1; feeds <= 50; feeds++) {
    shares.enter();
    expect(feeds * shares.days * shares.batches).toBeLessThanOrEqual(24_000);
    expect(shares.batches).toBeGreaterThanOrEqual(2);
  }
  for (let feeds = 50; feeds > 1; feeds--) shares.leave();
  expect([shares.days, shares.batches]).toEqual([6_000, 4]);
});
