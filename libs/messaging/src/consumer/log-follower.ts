import { Logger } from '@nestjs/common';
import { ProblemError, type LogEntry } from '@greenledger/contracts';
import { Backoff } from '../backoff.js';
import { WakeSignal } from '../wake-signal.js';
import { lockCheckpoint, moveCheckpoint, readCheckpoint } from './checkpoint.js';
import { EntryBuffer, type Delivered } from './entry-buffer.js';
import type { LogConsumerOptions } from './log-consumer.js';
import { readFromOwner } from './read-from-owner.js';

/** Milliseconds that JetStream has to deliver what a head notice told of, before it is read from the owner. */
const PATIENCE = 1000;
/** Milliseconds between looks when nothing wakes the follower. */
const IDLE = 1000;
/** Milliseconds without a head notice after which the owner is asked: its relay may be down while its log is not. */
const NOTICE_LIMIT = 15_000;
/** Deliveries that wait to be applied, and bytes of them; then the feed pauses. An entry may have half a megabyte. */
const [BUFFER, BUFFER_BYTES] = [2_048, 8_000_000];

/** The loop of a LogConsumer: decides which entries come next, gets the missing ones, applies them with the checkpoint. */
export class LogFollower {
  readonly #logger: Logger;
  readonly #wake = new WakeSignal();
  readonly #room = new WakeSignal();
  readonly #buffer = new EntryBuffer();
  readonly #backoff = new Backoff();
  #stopped = false;
  /** Unknown until PostgreSQL has told. */
  #checkpoint: number | undefined;
  /** The newest index that the owner told of; unknown until it has answered once. */
  #head: number | undefined;
  #headAt = 0;
  #deliveredAt = Date.now();
  /** Entries still to be applied one at a time, after a batch failed: the log then names the very entry. */
  #singly = 0;

  /** @param feedIsSilent called when the owner is ahead and JetStream has delivered nothing for a while. */
  constructor(
    private readonly options: LogConsumerOptions,
    private readonly feedIsSilent: () => void,
  ) {
    this.#logger = new Logger(`consumer ${options.log}`);
  }

  heardOf(head: number): void {
    this.#head = Math.max(head, this.#head ?? -1);
    this.#headAt = Date.now();
    this.#wake.wake();
  }

  /** Resolves when there is room for the next delivery. */
  async take(delivered: Delivered): Promise<void> {
    this.#deliveredAt = Date.now();
    if (delivered.entry.logIndex <= (this.#checkpoint ?? -1)) return delivered.ack();
    this.#prepare(delivered.entry);
    this.#buffer.add(delivered);
    this.#wake.wake();
    while ((this.#buffer.size >= BUFFER || this.#buffer.bytes >= BUFFER_BYTES) && !this.#stopped) await this.#room.sleep(IDLE);
  }

  stop(): void {
    this.#stopped = true;
    this.#wake.wake();
    this.#room.wake();
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#checkpoint ??= await readCheckpoint(this.options.dataSource, this.options.log);
        const entries = await this.#next(this.#checkpoint);
        if (entries.length > 0) await this.#apply(entries);
        else await this.#wake.sleep(this.#isBehind(this.#checkpoint) ? PATIENCE / 4 : IDLE);
        this.#backoff.reset();
      } catch (error) {
        this.#report(error);
        // Wakes are not listened to here: a failure is not cured by more entries.
        await this.#pause(this.#backoff.next());
      }
    }
  }

  #prepare(entry: LogEntry): void {
    try {
      this.options.prepare?.(entry);
    } catch {
      // Whatever is wrong with the entry is told when its turn has come.
    }
  }

  async #next(checkpoint: number): Promise<LogEntry[]> {
    const limit = this.#singly > 0 ? 1 : (this.options.batchSize ?? 64);
    const { startsTransaction } = this.options;
    const run = this.#buffer.runAfter(checkpoint, limit, startsTransaction);
    if (run.length > 0) return run;
    const hole = this.#buffer.highest > checkpoint;
    const silent = Date.now() - this.#deliveredAt >= PATIENCE;
    if (Date.now() - this.#headAt > NOTICE_LIMIT) this.#head = undefined;
    if (this.#head !== undefined && !hole && !(this.#isBehind(checkpoint) && silent)) return [];
    await this.#readMissing(checkpoint);
    return this.#buffer.runAfter(checkpoint, limit, startsTransaction);
  }

  #isBehind(checkpoint: number): boolean {
    return (this.#head ?? Number.POSITIVE_INFINITY) > checkpoint;
  }

  async #readMissing(checkpoint: number): Promise<void> {
    const { requests, log } = this.options;
    const known = this.#head !== undefined;
    const { entries, head } = await readFromOwner(requests, log, checkpoint);
    this.#head = head;
    this.#headAt = Date.now();
    if (head < checkpoint) {
      this.#logger.error(`the log ${log} ends at ${head}, but ${checkpoint} was applied: its owner was restored from an older state`);
    }
    if (entries.length === 0) return;
    this.#logger.log(`read ${entries.length} entries after ${checkpoint} from the owner`);
    this.#buffer.addRead(entries);
    if (known) this.feedIsSilent();
  }

  async #apply(entries: readonly LogEntry[]): Promise<void> {
    const { dataSource, log, apply } = this.options;
    try {
      this.#checkpoint = await dataSource.transaction(async (manager) => {
        const at = await lockCheckpoint(manager, log);
        const fresh = entries.filter(({ logIndex }) => logIndex > at);
        // Another process has moved the checkpoint, or the database went back: go on from what it says.
        if (fresh[0]?.logIndex !== at + 1) return at;
        await apply(fresh, manager);
        const last = fresh.at(-1)!.logIndex;
        await moveCheckpoint(manager, log, last);
        return last;
      });
    } catch (error) {
      this.#singly = entries.length;
      this.#checkpoint = undefined;
      throw new Error(`entries ${entries[0]!.logIndex} to ${entries.at(-1)!.logIndex} were not applied: ${(error as Error).message}`, {
        cause: error,
      });
    }
    if (this.#singly > 0) this.#singly--;
    this.#buffer.applied(this.#checkpoint);
    this.#room.wake();
  }

  #report(error: unknown): void {
    const times = this.#backoff.failures + 1;
    if (error instanceof ProblemError && error.code === 'unavailable') {
      if (times % 5 === 1) this.#logger.warn(`waiting for the owner of the log ${this.options.log}: ${error.message}`);
      return;
    }
    const { message, cause } = error as Error;
    const stack = cause instanceof Error ? (cause.stack ?? '') : ((error as Error).stack ?? '');
    this.#logger.error(`${message} (attempt ${times}; it is tried again, nothing is skipped)`, stack);
  }

  async #pause(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    while (!this.#stopped && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, Math.min(100, until - Date.now() + 1)));
  }
}
