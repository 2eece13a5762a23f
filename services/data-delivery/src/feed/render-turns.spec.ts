import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { RenderTurns } from './render-turns.js';

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
