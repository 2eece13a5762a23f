import { once, EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../event-store.js';
import { freshStream, sampleEvents } from './sample-events.js';

export function logContract(store: () => EventStore): void {
  describe('the log', () => {
    it('reads page by page what reading at once gives, up to the head', async () => {
      for (let i = 0; i < 5; i++) await store().append(freshStream(), sampleEvents(3), 0);
      const all = await store().readLog(undefined, 100_000);
      const paged: unknown[] = [];
      let after: number | undefined;
      for (;;) {
        const page = await store().readLog(after, 4);
        if (page.length === 0) break;
        paged.push(...page);
        after = page.at(-1)!.position;
      }
      expect(paged).toEqual(all);
      expect(after).toBe(await store().head());
    });

    it('gives each event its own, later recordedAt, RFC 3339 with microseconds', async () => {
      await store().append(freshStream(), sampleEvents(200), 0);
      const times = (await store().readLog(undefined, 100_000)).map(({ recordedAt }) => recordedAt);
      for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      for (let i = 1; i < times.length; i++) expect(times[i]! > times[i - 1]!).toBe(true);
    });

    it('wakes subscribers after an append until they unsubscribe', async () => {
      const emitter = new EventEmitter();
      let wakes = 0;
      const unsubscribe = store().onAppend(() => {
        wakes++;
        emitter.emit('wake');
      });
      // The first wake says that the subscription stands.
      await once(emitter, 'wake', { signal: AbortSignal.timeout(5_000) });
      const woken = once(emitter, 'wake', { signal: AbortSignal.timeout(5_000) });
      await store().append(freshStream(), sampleEvents(1), 0);
      await woken;
      unsubscribe();
      const before = wakes;
      await store().append(freshStream(), sampleEvents(1), 0);
      await store().readLog(undefined, 1);
      expect(wakes).toBe(before);
    });
  });
}
