import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { EventIdReused, VersionConflict } from '../append-errors.js';
import type { EventStore, NewEvent, RecordedEvent } from '../event-store.js';
import { freshStream, sampleEvent, sampleEvents } from './sample-events.js';

const WRITERS = 16;
const APPENDS_PER_WRITER = 40;
const STREAMS = 4;

type Abandon = (stream: string, events: readonly NewEvent[]) => Promise<void>;

export function concurrencyContract(store: () => EventStore, abandonAppend: Abandon): void {
  describe(`${WRITERS} writers on ${STREAMS} streams while a tailer follows`, () => {
    it('the tailer misses nothing, sees commit order, and positions are contiguous', async () => {
      const streams = Array.from({ length: STREAMS }, freshStream);
      const from = await store().head();
      const taken = sampleEvent({ taken: true });
      await store().append(freshStream(), [taken], 0);
      const tailer = new Tailer(store(), from);
      const following = tailer.follow();

      const acknowledged = new Set<string>();
      let conflicts = 0;
      let refusals = 0;
      const writer = async (): Promise<void> => {
        for (let done = 0; done < APPENDS_PER_WRITER;) {
          const stream = streams[randomInt(STREAMS)]!;
          const version = (await store().readStream(stream)).length;
          if (randomInt(8) === 0) await abandonAppend(stream, sampleEvents(2));
          const doomed = randomInt(8) === 0;
          const events = doomed ? [...sampleEvents(1), { ...taken, data: { taken: 'again' } }] : sampleEvents(1 + randomInt(3));
          try {
            await store().append(stream, events, version);
            for (const { id } of events) acknowledged.add(id);
            done++;
          } catch (error) {
            if (error instanceof VersionConflict) conflicts++;
            else if (error instanceof EventIdReused) refusals++;
            else throw error;
          }
        }
      };
      await Promise.all(Array.from({ length: WRITERS }, writer));
      await tailer.stopAtHead();
      await following;

      expect(conflicts).toBeGreaterThan(0);
      expect(refusals).toBeGreaterThan(0);
      const seen = tailer.seen;
      expect(new Set(seen.map(({ id }) => id))).toEqual(new Set([taken.id, ...acknowledged]));
      expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => (from ?? -1) + 1 + index));
      for (let i = 1; i < seen.length; i++) expect(seen[i]!.recordedAt > seen[i - 1]!.recordedAt).toBe(true);
      for (const stream of streams) {
        const versions = seen.filter((event) => event.stream === stream).map(({ version }) => version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
      }
    });
  });
}

/** Follows the log by position only, as every projection does. */
class Tailer {
  readonly seen: RecordedEvent[] = [];
  #end: number | undefined;

  constructor(
    private readonly store: EventStore,
    private after: number | undefined,
  ) {}

  async follow(): Promise<void> {
    while (this.#end === undefined || (this.after ?? -1) < this.#end) {
      const page = await this.store.readLog(this.after, 50);
      this.seen.push(...page);
      this.after = page.at(-1)?.position ?? this.after;
      if (page.length === 0) await sleep(1);
    }
  }

  async stopAtHead(): Promise<void> {
    this.#end = (await this.store.head()) ?? -1;
  }
}
