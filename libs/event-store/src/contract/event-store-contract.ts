import { afterAll, beforeAll, describe } from '@jest/globals';
import type { EventStore, NewEvent } from '../event-store.js';
import { appendContract } from './append-contract.js';
import { batchContract } from './batch-contract.js';
import { conditionalAppendContract } from './conditional-append-contract.js';
import { concurrencyContract } from './concurrency-contract.js';
import { handleCommandContract } from './handle-command-contract.js';
import { logContract } from './log-contract.js';

/** A store of its own for the suite; it may hold events already. `close` also removes what was made for it. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** Begins an append, lets others run, and rolls it back: for stores with transactions. */
  abandonAppend?(stream: string, events: readonly NewEvent[]): Promise<void>;
  close(): Promise<void>;
}

/** What every adapter of the event store must do. Call it inside a `describe` of the adapter's integration test. */
export function eventStoreContract(makeStore: () => Promise<StoreUnderTest>): void {
  describe('event store contract', () => {
    let made: StoreUnderTest | undefined;
    beforeAll(async () => {
      made = await makeStore();
    });
    afterAll(() => made?.close());

    const store = (): EventStore => made!.store;
    appendContract(store);
    batchContract(store);
    conditionalAppendContract(store);
    logContract(store);
    handleCommandContract(store);
    concurrencyContract(store, async (stream, events) => made!.abandonAppend?.(stream, events));
  });
}
