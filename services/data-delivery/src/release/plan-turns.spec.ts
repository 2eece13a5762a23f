import { expect, it } from '@jest/globals';
import { PlanTurns } from './plan-turns.js';

/** Lets everything go on that can. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('lets as many go on as there are turns, in the order in which they came, also after one that failed', async () => {
  const turns = new PlanTurns(2);
  const begun: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const work = [0, 1, 2, 3, 4].map((n) =>
    turns.take(() => {
      begun.push(n);
      return new Promise<number>((resolve, reject) => (ends[n] = (error) => (error ? reject(error) : resolve(n))));
    }),
  );
  await settled();
  expect(begun).toEqual([0, 1]);
  ends[1]!(new Error('refused'));
  await expect(work[1]).rejects.toThrow('refused');
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]!();
  ends[2]!();
  await settled();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  ends[3]!();
  ends[4]!();
  await expect(Promise.all([work[0], work[2], work[3], work[4]])).resolves.toEqual([0, 2, 3, 4]);
  await expect(turns.take(async () => 'free')).resolves.toBe('free');
});
