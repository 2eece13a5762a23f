import type { LogEntry } from '@greenledger/contracts';

/** An entry that came over JetStream; `ack` once it is applied. */
export interface Delivered {
  readonly entry: LogEntry;
  readonly ack: () => void;
}

/** Entries that are known and not applied yet, in whatever order they came. */
export class EntryBuffer {
  readonly #waiting = new Map<number, Delivered>();

  get size(): number {
    return this.#waiting.size;
  }

  /** The highest index that waits, or -1. */
  get highest(): number {
    let highest = -1;
    for (const index of this.#waiting.keys()) if (index > highest) highest = index;
    return highest;
  }

  /** A redelivery takes the place of the first delivery, whose acknowledgement may have expired. */
  add(delivered: Delivered): void {
    this.#waiting.set(delivered.entry.logIndex, delivered);
  }

  /** Entries that the owner of the log sent; what JetStream has delivered keeps its acknowledgement. */
  addRead(entries: readonly LogEntry[]): void {
    for (const entry of entries) if (!this.#waiting.has(entry.logIndex)) this.add({ entry, ack: () => undefined });
  }

  /** The unbroken run that follows `checkpoint`, at most `limit` entries; they stay in the buffer until `applied`. */
  runAfter(checkpoint: number, limit: number): LogEntry[] {
    const run: LogEntry[] = [];
    for (let index = checkpoint + 1; run.length < limit; index++) {
      const delivered = this.#waiting.get(index);
      if (!delivered) break;
      run.push(delivered.entry);
    }
    return run;
  }

  /** Acknowledges and forgets everything up to the checkpoint. */
  applied(checkpoint: number): void {
    for (const [index, { ack }] of this.#waiting) {
      if (index > checkpoint) continue;
      this.#waiting.delete(index);
      ack();
    }
  }
}
