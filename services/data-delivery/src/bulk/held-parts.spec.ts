import { expect, it } from '@jest/globals';
import { HeldParts } from './held-parts.js';

it('lets one reader hold large batches, and each of many readers a few parts', () => {
  const held = new HeldParts();
  const large = Array.from({ length: 6 }, () => held.take(500));
  expect(large).toEqual([500, 500, 500, 500, 500, 32]);
  expect(held.take(8)).toBe(8);
  expect(held.hasRoomFor(1)).toBe(false);
  held.give(500);
  expect(held.hasRoomFor(460)).toBe(true);
  expect(held.hasRoomFor(461)).toBe(false);
  expect(held.take(460)).toBe(460);
});
