import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startRig, type Rig } from '../testing/rig.js';
import { LogPages } from './log-pages.js';

let rig: Rig;
beforeAll(async () => (rig = await startRig()), 60_000);
afterAll(() => rig?.stop(), 60_000);

it('pages through the log with contiguous indexes from 0, and tells the head', async () => {
  const pages = rig.app.get(LogPages);
  expect(await pages.readPage({ after: -1, limit: 10 })).toEqual({ entries: [], head: -1 });
  for (let i = 0; i < 3; i++) await rig.company();
  const seen: number[] = [];
  for (let after = -1; ;) {
    const { entries, head } = await pages.readPage({ after, limit: 2 });
    expect(head).toBe(5);
    if (entries.length === 0) break;
    seen.push(...entries.map(({ logIndex }) => logIndex));
    after = seen.at(-1)!;
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
});
