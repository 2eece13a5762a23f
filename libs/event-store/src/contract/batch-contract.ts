import { describe, expect, it } from '@jest/globals';
import { EventIdReused, VersionConflict } from '../append-errors.js';
import type { EventStore } from '../event-store.js';
import { freshStream, sampleEvent, sampleEvents } from './sample-events.js';

export function batchContract(store: () => EventStore): void {
  describe('appendBatch', () => {
    it('appends many shares of one event: those that fit stand in the order of the batch, the others conflict', async () => {
      await store().append('together-1', sampleEvents(1), 0);
      const names = ['together-0', 'together-1', 'together-2', 'together-3'];
      const before = (await store().head())!;
      const shares = names.map((stream) => ({ stream, events: sampleEvents(1), expectedVersion: 0 as const }));
      const outcomes = await store().appendBatch(shares);
      expect(outcomes[1]).toEqual({ failure: new VersionConflict('together-1', 0, 1) });
      const log = await store().readLog(before, 10);
      expect(log.map(({ stream }) => stream)).toEqual(['together-0', 'together-2', 'together-3']);
      expect([outcomes[0], outcomes[2], outcomes[3]]).toEqual(log.map((event) => ({ version: 1, repeated: false, events: [event] })));
      expect(new Set(log.map(({ recordedAt }) => recordedAt)).size).toBe(3);
      expect(log.map(({ recordedAt }) => recordedAt).sort()).toEqual(log.map(({ recordedAt }) => recordedAt));
      // The same again: what was appended is recognised, and the log stays as it is.
      const again = await store().appendBatch(shares);
      expect(again.map((outcome) => 'repeated' in outcome && outcome.repeated)).toEqual([true, false, true, true]);
      expect(await store().head()).toBe(before + 3);
    });

    it('appends to many streams in one call, in the order given', async () => {
      const shares = Array.from({ length: 50 }, () => ({ stream: freshStream(), events: sampleEvents(2), expectedVersion: 0 }));
      const outcomes = await store().appendBatch(shares);
      const positions = outcomes.flatMap((outcome) => ('failure' in outcome ? [] : outcome.events.map(({ position }) => position)));
      expect(positions).toHaveLength(100);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    });

    it('fails one share without the others, and writes nothing of the failed one', async () => {
      const [good, stale, taken] = [freshStream(), freshStream(), freshStream()];
      const event = sampleEvent({ amount: 1 });
      await store().append(taken, [event], 0);
      const outcomes = await store().appendBatch([
        { stream: stale, events: sampleEvents(1), expectedVersion: 7 },
        { stream: taken, events: [{ ...event, data: { amount: 2 } }], expectedVersion: 'any' },
        { stream: good, events: sampleEvents(2), expectedVersion: 0 },
        { stream: good, events: sampleEvents(1), expectedVersion: 2 },
        { stream: taken, events: [event], expectedVersion: 0 },
      ]);
      expect(outcomes[0]).toMatchObject({ failure: expect.any(VersionConflict) });
      expect(outcomes[1]).toMatchObject({ failure: expect.any(EventIdReused) });
      expect(outcomes[2]).toMatchObject({ version: 2, repeated: false });
      expect(outcomes[3]).toMatchObject({ version: 3, repeated: false });
      expect(outcomes[4]).toMatchObject({ version: 1, repeated: true });
      expect(await store().readStream(stale)).toEqual([]);
    });

    it('answers an empty batch with nothing', async () => {
      expect(await store().appendBatch([])).toEqual([]);
    });
  });
}
