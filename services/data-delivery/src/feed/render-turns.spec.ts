import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it, jest } from '@jest/globals';
import { RenderTurns } from './render-turns.js';

afterEach(() => void jest.useRealTimers());

it('lets feeds go on freely while nothing is being prepared', async () => {
  const turns = new RenderTurns();
  let sent = 0;
  const feed = (async () => {
    for (; sent < 100; sent++) await turns.next();
  })();
  // A turn of the event loop for each chunk is all that it gives up.
  for (let turn = 0; turn <= 101; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toBe(100);
  await feed;
});

it('keeps the feeds to one chunk at a time, in turn, while an answer is prepared, and lets all go afterwards', async () => {
  const turns = new RenderTurns();
  let done: () => void = () => undefined;
  const prepared = turns.prepare(() => new Promise<void>((resolve) => (done = resolve)));
  const sent: number[] = [];
  const feeds = [1, 2, 3].map(async (feed) => {
    for (let chunk = 0; chunk < 60; chunk++) {
      await turns.next();
      sent.push(feed);
    }
  });
  while (sent.length < 6) await wait(1);
  expect(sent.length).toBeLessThan(60);
  expect(sent.slice(0, 6)).toEqual([1, 2, 3, 1, 2, 3]);
  done();
  await Promise.all([prepared, ...feeds]);
  expect(sent).toHaveLength(180);
});

/** How many chunks of this size a feed sends in one go, when so many are being sent. */
function inOneGo(turns: RenderTurns, feeds: number, size: number): number {
  const all = Array.from({ length: feeds }, () => turns.join());
  let chunks = 1;
  while (!all[0]!.next(size)) chunks++;
  for (const feed of all) feed.leave();
  return chunks;
}

it('lets the event loop run after a megabyte of one feed, and sooner the more there are', () => {
  const turns = new RenderTurns();
  const chunk = 128 * 1024;
  expect(inOneGo(turns, 1, chunk)).toBe(8);
  expect(inOneGo(turns, 12, chunk)).toBe(8);
  expect(inOneGo(turns, 48, chunk)).toBe(2);
  expect(inOneGo(turns, 200, chunk)).toBe(1);
  expect(inOneGo(turns, 1, chunk)).toBe(8);
});

it('lets it run after each chunk while an answer is prepared', async () => {
  const turns = new RenderTurns();
  let done: () => void = () => undefined;
  const prepared = turns.prepare(() => new Promise<void>((resolve) => (done = resolve)));
  expect(inOneGo(turns, 1, 1)).toBe(1);
  done();
  await prepared;
});

it('lets those of one moment go first, and gives the feeds their share when there is no end of them', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const turns = new RenderTurns();
  let sent = 0;
  const sending = { on: true };
  const feed = (async () => {
    for (; sending.on; sent++) await turns.next();
  })();
  /** Chunks that are sent in so many milliseconds in which an answer is being prepared. */
  const sentWithin = async (milliseconds: number): Promise<number> => {
    let done: () => void = () => undefined;
    const prepared = turns.prepare(() => new Promise<void>((resolve) => (done = resolve)));
    const before = sent;
    for (let passed = 0; passed < milliseconds; passed++) {
      jest.advanceTimersByTime(1);
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    const chunks = sent - before;
    sending.on = false;
    done();
    await prepared;
    await new Promise((resolve) => setImmediate(resolve));
    return chunks;
  };
  const first = await sentWithin(160);
  await feed;
  expect(first).toBeLessThan(30);
  // The same again soon after: that is no moment of its own.
  jest.advanceTimersByTime(100);
  sending.on = true;
  const again = (async () => {
    for (; sending.on; sent++) await turns.next();
  })();
  const second = await sentWithin(160);
  await again;
  expect(second).toBeGreaterThan(first * 2);
});
