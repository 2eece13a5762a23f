import { describe, expect, it } from '@jest/globals';
import { EventIdReused, VersionConflict } from '../append-errors.js';
import type { EventStore } from '../event-store.js';
import { freshStream, sampleEvent, sampleEvents } from './sample-events.js';

const RACES = 20;

export function conditionalAppendContract(store: () => EventStore): void {
  describe('appendWhile', () => {
    it('appends while every stream stands where it is said to, and otherwise tells which moved and writes nothing', async () => {
      const [two, none, own] = [freshStream(), freshStream(), freshStream()];
      await store().append(two, sampleEvents(2), 0);
      const conditions = [
        { stream: none, version: 0 },
        { stream: two, version: 2 },
      ];
      const share = { stream: own, events: [sampleEvent({ ordinal: 0 })], expectedVersion: 0 as const };
      const stale = [{ stream: none, version: 1 }, conditions[0]!, { stream: two, version: 1 }];
      expect(await store().appendWhile(share, stale)).toEqual({ moved: [0, 2] });
      expect(await store().readStream(own)).toEqual([]);
      const appended = await store().appendWhile(share, conditions);
      expect(appended).toMatchObject({ version: 1, repeated: false });
      expect(await store().readStream(own)).toEqual('events' in appended ? appended.events : []);
    });

    it('answers a repetition with the first result although the streams moved on, and refuses its id for anything else', async () => {
      const [other, own] = [freshStream(), freshStream()];
      const share = { stream: own, events: [sampleEvent({ ordinal: 0 })], expectedVersion: 0 as const };
      const condition = { stream: other, version: 0 };
      await store().appendWhile(share, [condition]);
      await store().append(other, sampleEvents(1), 0);
      expect(await store().appendWhile(share, [condition])).toMatchObject({ version: 1, repeated: true });
      const changed = { ...share, events: [{ ...share.events[0]!, data: { ordinal: 1 } }] };
      expect(await store().appendWhile(changed, [condition])).toEqual({ failure: expect.any(EventIdReused) });
      const fresh = { ...share, events: sampleEvents(1) };
      expect(await store().appendWhile(fresh, [])).toEqual({ failure: new VersionConflict(own, 0, 1) });
    });

    it('does the same with a batch, and lets nothing new through beside what is on record already', async () => {
      const [watched, one, two] = [freshStream(), freshStream(), freshStream()];
      const condition = { stream: watched, version: 0 };
      const first = { stream: one, events: sampleEvents(1), expectedVersion: 0 as const };
      const second = { stream: two, events: sampleEvents(1), expectedVersion: 0 as const };
      expect(await store().appendBatchWhile([], [condition])).toEqual([]);
      const appended = await store().appendBatchWhile([first], [condition]);
      expect(appended).toMatchObject([{ version: 1, repeated: false }]);
      await store().append(watched, sampleEvents(1), 0);
      expect(await store().appendBatchWhile([first, second], [condition])).toEqual({ moved: [0] });
      expect(await store().readStream(two)).toEqual([]);
      expect(await store().appendBatchWhile([first], [condition])).toMatchObject([{ version: 1, repeated: true }]);
      expect(await store().appendBatchWhile([first, second], [{ ...condition, version: 1 }])).toMatchObject([
        { version: 1, repeated: true },
        { version: 1, repeated: false },
      ]);
    });

    it('never stands after an append that its condition did not know, however they race', async () => {
      for (let race = 0; race < RACES; race++) {
        const [watched, own] = [freshStream(), freshStream()];
        const guarded = store().appendWhile({ stream: own, events: sampleEvents(1), expectedVersion: 0 }, [
          { stream: watched, version: 0 },
        ]);
        const [outcome, { events }] = await Promise.all([guarded, store().append(watched, sampleEvents(1), 0)]);
        const [record] = await store().readStream(own);
        expect(record === undefined).toBe('moved' in outcome);
        if (record) expect(record.position).toBeLessThan(events[0]!.position);
      }
    });
  });
}
