import type { LogEntry } from '@greenledger/contracts';

/** An entry that came over JetStream; `ack` once it is applied. */
export interface Delivered {
  readonly entry: LogEntry;
  readonly ack: () => void;
  /** Bytes of its message. */
  readonly size: number;
}

/** Bytes of messages in one run: what a transaction takes, and what is thrown away with it. A single entry may have more. */
const MOST_BYTES = 4_000_000;

/** Counted for an entry that the owner sent: its share of a page. */
const READ_SIZE = 10_000;

/** Entries that are known and not applied yet, in whatever order they came. */
export class EntryBuffer {
  readonly #waiting = new Map<number, Delivered>();
  #bytes = 0;

  get size(): number {
    return this.#waiting.size;
  }

  /** Of all messages that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The highest index that waits, or -1. */
  get highest(): number {
    let highest = -1;
    for (const index of this.#waiting.keys()) if (index > highest) highest = index;
    return highest;
  }

  /** A redelivery takes the place of the first delivery, whose acknowledgement may have expired. */
  add(delivered: Delivered): void {
    const { logIndex } = delivered.entry;
    this.#bytes += delivered.size - (this.#waiting.get(logIndex)?.size ?? 0);
    this.#waiting.set(logIndex, delivered);
  }

  /** Entries that the owner of the log sent; what JetStream has delivered keeps its acknowledgement. */
  addRead(entries: readonly LogEntry[]): void {
    for (const entry of entries) if (!this.#waiting.has(entry.logIndex)) this.add({ entry, ack: () => undefined, size: READ_SIZE });
  }

  /**
   * The unbroken run that follows `checkpoint`, at most `limit` entries and some megabytes; they stay in the buffer until `applied`.
   * @param starts whether an entry may only be the first of a run
   */
  runAfter(checkpoint: number, limit: number, starts: (entry: LogEntry) => boolean = () => false): LogEntry[] {
    const run: LogEntry[] = [];
    let bytes = 0;
    for (let index = checkpoint + 1; run.length < limit; index++) {
      const delivered = this.#waiting.get(index);
      bytes += delivered?.size ?? 0;
      if (!delivered || (run.length > 0 && (bytes > MOST_BYTES || starts(delivered.entry)))) break;
      run.push(delivered.entry);
    }
    return run;
  }

  /** Acknowledges and forgets everything up to the checkpoint. */
  applied(checkpoint: number): void {
    for (const [index, { ack, size }] of this.#waiting) {
      if (index > checkpoint) continue;
      this.#waiting.delete(index);
      this.#bytes -= size;
      ack();
    }
  }
}
