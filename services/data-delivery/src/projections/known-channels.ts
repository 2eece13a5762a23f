/** A channel as the tables hold it. */
export interface KnownChannel {
  readonly channelId: number;
  /** The newest day of which something is stored, as the tables count days; -Infinity for none. */
  lastDay: number;
}

/** Channels that are remembered: some hundred bytes each. */
const MOST = 250_000;

/**
 * Remembers channels from one transaction of the projection to the next: a night's file names each of a utility's meters once, and to
 * look all of them up takes longer than to store their readings. What it remembers holds only as long as nobody else projects: the
 * log tells, for each transaction begins at the checkpoint, and the tables tell, for a rebuild puts others in their place.
 */
export class KnownChannels {
  readonly #byType = new Map<string, Map<string, KnownChannel>>();
  #size = 0;
  #reached: number | undefined;
  #tables: string | undefined;
  #made = false;

  /**
   * Begins a transaction: forgets everything unless it goes on where the last one ended, and in the same tables.
   * @param first index of its first entry
   * @param tables what tells the tables from others
   */
  begin(first: number, tables: string): void {
    if (this.#reached !== first - 1 || this.#tables !== tables || this.#size > MOST) this.forget();
    this.#tables = tables;
    this.#reached = undefined;
    this.#made = false;
  }

  /** This transaction has made channels: from here on it may read its own, whose numbers come to nothing when it fails. */
  madeSome(): void {
    this.#made = true;
  }

  /** Ends it. @param last index of its last entry: when it fails to commit, the same entries come again, and all is forgotten */
  end(last: number): void {
    this.#reached = last;
  }

  forget(): void {
    this.#byType.clear();
    this.#size = 0;
    this.#reached = undefined;
  }

  get(usagePointId: string, readingTypeKey: string): KnownChannel | undefined {
    return this.#byType.get(readingTypeKey)?.get(usagePointId);
  }

  /** @returns false when it is not remembered: only what an earlier transaction has committed is. */
  remember(usagePointId: string, readingTypeKey: string, channel: KnownChannel): boolean {
    if (this.#made) return false;
    let known = this.#byType.get(readingTypeKey);
    if (!known) this.#byType.set(readingTypeKey, (known = new Map()));
    known.set(usagePointId, channel);
    this.#size++;
    return true;
  }
}
