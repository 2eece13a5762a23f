import { expect, it } from '@jest/globals';
import type { Granted } from '../release/release-path.js';
import { GrantRuns } from './grant-runs.js';

const view = (id: number): Granted => ({ authorizationId: String(id) }) as Granted;
const idsOf = (views: readonly Granted[]): number[] => views.map(({ authorizationId }) => Number(authorizationId));

it('cuts pages into runs in order, also when several are asked for at once, and reads no page before it is needed', async () => {
  let read = 0;
  async function* pages(): AsyncGenerator<Granted[]> {
    for (const page of [[1, 2, 3], [], [4, 5], [6], [7]]) {
      read++;
      yield page.map(view);
    }
  }
  const runs = new GrantRuns(pages());
  expect(idsOf(await runs.take(2, (some) => some.length))).toEqual([1, 2]);
  expect(read).toBe(1);
  const [next, after] = await Promise.all([runs.take(3, (some) => some.length), runs.take(2, () => 0)]);
  expect([idsOf(next), idsOf(after)]).toEqual([[3, 4, 5], [6]]);
  expect(idsOf(await runs.take(9, (some) => some.length))).toEqual([7]);
  expect(await runs.take(9, (some) => some.length)).toEqual([]);
});

it('takes no more than were looked at, however many its length would allow: a slow reader holds a small run, not a page', async () => {
  async function* pages(): AsyncGenerator<Granted[]> {
    yield [1, 2, 3, 4, 5].map(view);
  }
  const runs = new GrantRuns(pages());
  expect(idsOf(await runs.take(2, () => 500))).toEqual([1, 2]);
  expect(idsOf(await runs.take(9, () => 500))).toEqual([3, 4, 5]);
});
