import { describe, expect, it } from '@jest/globals';
import { EventIdReused, VersionConflict } from '../append-errors.js';
import type { EventStore } from '../event-store.js';
import { freshStream, sampleEvent, sampleEvents } from './sample-events.js';

export function batchContract(store: () => EventStore): void {
  describe('appendBatch', () => {
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
