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

  it('gives as messages the text of what it gives as entries, few or many in an append, whatever stands in them', async () => {
    const awkward = (n: number) => ({ ...testEvent(), data: { n, text: 'a "quoted" \\ word, {braces}, NULL, é' } });
    const { head: before } = await rig.outbox.readPage({ after: -1, limit: 1 });
    await rig.ownerSource.transaction((manager) => rig.outbox.append(manager, [awkward(0), awkward(1)]));
    await rig.ownerSource.transaction((manager) =>
      rig.outbox.append(
        manager,
        Array.from({ length: 40 }, (_, n) => awkward(n + 2)),
      ),
    );
    const { entries } = await rig.outbox.readPage({ after: before, limit: 100 });
    const { messages, head } = await rig.outbox.readMessages({ after: before, limit: 100 });
    expect(entries.map(({ data }) => (data as { n: number }).n)).toEqual(Array.from({ length: 42 }, (_, n) => n));
    expect(messages.map(({ text }) => JSON.parse(text))).toEqual(entries);
    expect(messages.map(({ logIndex, id, type }) => ({ logIndex, id, type }))).toEqual(
      entries.map(({ logIndex, id, type }) => ({ logIndex, id, type })),
    );
    expect(head).toBe(before + 42);
  });
});
