import { expect, it } from '@jest/globals';
import { LastFirst } from './last-first.js';

it('does one thing after the other, and makes who brings the next one wait for no more than that', async () => {
  const told: string[] = [];
  const behind = new LastFirst();
  let finish: (value?: unknown) => void = () => undefined;
  await behind.add(() => new Promise((resolve) => (finish = resolve)).then(() => void told.push('first')));
  const second = behind.add(async () => void told.push('second'));
  await Promise.resolve();
  expect(told).toEqual([]);
  finish();
  await second;
  await behind.settled();
  expect(told).toEqual(['first', 'second']);
});

it('tells a failure to who comes next, whose work is done all the same, and to who waits for the end', async () => {
  const behind = new LastFirst();
  await behind.add(() => Promise.reject(new Error('full')));
  await expect(behind.settled()).rejects.toThrow('full');
  let done = false;
  await expect(behind.add(async () => void (done = true))).rejects.toThrow('full');
  expect(done).toBe(true);
  await behind.settled();
});
