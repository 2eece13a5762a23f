import { describe, expect, it } from '@jest/globals';
import { EventIdReused, VersionConflict } from '../append-errors.js';
import type { EventStore } from '../event-store.js';
import { freshStream, sampleEvent, sampleEvents } from './sample-events.js';

export function appendContract(store: () => EventStore): void {
  describe('append', () => {
    it('creates a stream at expected version 0 and continues it at the version read', async () => {
      const stream = freshStream();
      expect(await store().append(stream, sampleEvents(2), 0)).toMatchObject({ version: 2, repeated: false });
      expect(await store().append(stream, sampleEvents(1), 2)).toMatchObject({ version: 3, repeated: false });
    });

    it('answers and reads back exactly what was appended', async () => {
      const stream = freshStream();
      const events = [sampleEvent(), sampleEvent({ nested: [1, -2.5, 1e21, null, true, { deep: '' }] })];
      const appended = await store().append(stream, events, 0);
      const read = await store().readStream(stream);
      expect(read).toEqual(appended.events);
      expect(read).toMatchObject(events.map((event, index) => ({ ...event, stream, version: index + 1 })));
    });

    it.each([
      { name: 'a stream that must not exist, but does', expectedVersion: 0, length: 1 },
      { name: 'a version behind', expectedVersion: 1, length: 2 },
      { name: 'a version ahead', expectedVersion: 3, length: 2 },
      { name: 'a stream that does not exist', expectedVersion: 1, length: 0 },
    ])('refuses $name and writes nothing', async ({ expectedVersion, length }) => {
      const stream = freshStream();
      if (length > 0) await store().append(stream, sampleEvents(length), 0);
      const refused = await store()
        .append(stream, sampleEvents(1), expectedVersion)
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(VersionConflict);
      expect(refused).toMatchObject({ stream, expected: expectedVersion, actual: length });
      expect(await store().readStream(stream)).toHaveLength(length);
    });

    it("does not compare versions for 'any'", async () => {
      const stream = freshStream();
      expect(await store().append(stream, sampleEvents(1), 'any')).toMatchObject({ version: 1 });
      expect(await store().append(stream, sampleEvents(1), 'any')).toMatchObject({ version: 2 });
    });

    it('answers the first result to a repeated append, also after the stream went on', async () => {
      const stream = freshStream();
      const events = sampleEvents(3);
      const first = await store().append(stream, events, 0);
      await store().append(stream, sampleEvents(2), 3);
      const later = events.map((event) => ({ ...event, metadata: { occurredAt: '2030-01-01T00:00:00Z' } }));
      for (const expectedVersion of [0, 'any'] as const) {
        const again = await store().append(stream, later, expectedVersion);
        expect(again).toEqual({ ...first, repeated: true });
      }
      expect(await store().readStream(stream)).toHaveLength(5);
    });

    it('refuses an event id that is taken by other content, by another stream, or by a part of the append', async () => {
      const stream = freshStream();
      const event = sampleEvent({ amount: 1 });
      await store().append(stream, [event], 0);
      const attempts = [
        store().append(stream, [{ ...event, data: { amount: 2 } }], 0),
        store().append(stream, [{ ...event, type: 'SampleStruck' }], 'any'),
        store().append(freshStream(), [event], 0),
        store().append(stream, [event, sampleEvent()], 0),
        store().append(stream, [sampleEvent(), event], 1),
      ];
      for (const attempt of attempts) await expect(attempt).rejects.toBeInstanceOf(EventIdReused);
      expect(await store().readStream(stream)).toHaveLength(1);
    });

    it('refuses an empty append and an id twice in one append', async () => {
      const event = sampleEvent();
      await expect(store().append(freshStream(), [], 0)).rejects.toBeInstanceOf(RangeError);
      await expect(store().append(freshStream(), [event, event], 0)).rejects.toBeInstanceOf(RangeError);
    });

    it('reads a stream after a version, and nothing of an unknown one', async () => {
      const stream = freshStream();
      await store().append(stream, sampleEvents(4), 0);
      expect((await store().readStream(stream, 2)).map(({ version }) => version)).toEqual([3, 4]);
      expect(await store().readStream(freshStream())).toEqual([]);
    });
  });
}
