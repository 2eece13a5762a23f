import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLogRig, testEvent, type LogRig } from '../test-rig/log-rig.js';

let rig: LogRig;

beforeAll(async () => {
  rig = await startLogRig();
}, 60_000);

afterAll(() => rig?.stop());

describe('Outbox', () => {
  it('numbers without holes under concurrent writers and rollbacks, recordedAt strictly rising', async () => {
    const write = (i: number): Promise<unknown> =>
      rig.ownerSource.transaction(async (manager) => {
        await rig.outbox.append(manager, [testEvent(), testEvent(), testEvent()]);
        if (i % 3 === 0) throw new Error('rolled back on purpose');
      });
    await Promise.allSettled(Array.from({ length: 30 }, (_, i) => write(i)));
    const { entries, head } = await rig.outbox.readPage({ after: -1, limit: 1000 });
    expect(entries.map(({ logIndex }) => logIndex)).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect(head).toBe(59);
    const times = entries.map(({ recordedAt }) => recordedAt);
    expect([...new Set(times)].sort()).toEqual(times);
  });

  it('wakes who waits for it once an append has committed, and not for one that rolls back', async () => {
    let woken = 0;
    const stop = rig.outbox.onAppend(() => woken++);
    await rig.ownerSource.transaction(async (manager) => {
      await rig.outbox.append(manager, [testEvent()]);
      expect(woken).toBe(0);
    });
    expect(woken).toBe(1);
    const undone = rig.ownerSource.transaction(async (manager) => {
      await rig.outbox.append(manager, [testEvent()]);
      throw new Error('rolled back on purpose');
    });
    await expect(undone).rejects.toThrow('on purpose');
    await rig.ownerSource.transaction((manager) => manager.query('SELECT 1'));
    stop();
    await rig.ownerSource.transaction((manager) => rig.outbox.append(manager, [testEvent()]));
    expect(woken).toBe(1);
  });

  it('keeps a page below what a reply can carry', async () => {
    const large = () => ({ ...testEvent(), data: { text: 'y'.repeat(300_000) } });
    await rig.ownerSource.transaction((manager) => rig.outbox.append(manager, [large(), large(), large()]));
    const { entries, head } = await rig.outbox.readPage({ after: 61, limit: 1000 });
    expect([entries.length, head]).toEqual([2, 64]);
  });

  it('refuses an event that no page can carry', async () => {
    const huge = { ...testEvent(), data: { text: 'z'.repeat(700_000) } };
    const appended = rig.ownerSource.transaction((manager) => rig.outbox.append(manager, [huge]));
    await expect(appended).rejects.toThrow(/split it/);
  });
});
