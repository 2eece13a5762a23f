import { type BatchedBlock, packBlock, type Reading, type ReadingTypeKey } from '@greenledger/contracts';

/** Readings of one usage point, channel and local day that are being gathered. */
export class OpenBlock {
  /** Ascending by start, as nearly every file writes them; looked up only when a line comes that does not simply go on. */
  #readings: Reading[] = [];
  #byStart: Map<number, Reading> | undefined;

  constructor(
    readonly usagePointId: string,
    readonly readingType: ReadingTypeKey,
    readonly day: string,
  ) {}

  get size(): number {
    return this.#byStart?.size ?? this.#readings.length;
  }

  /** Whether one of the readings says something else than what is gathered for its start. */
  contradicts(readings: readonly Reading[]): boolean {
    if (this.#follows(readings)) return false;
    const known = this.#looked();
    return readings.some((reading) => differs(known.get(reading.start), reading));
  }

  add(readings: readonly Reading[]): void {
    if (this.#follows(readings)) for (const reading of readings) this.#readings.push(reading);
    else {
      const known = this.#looked();
      for (const reading of readings) known.set(reading.start, reading);
    }
  }

  pack(): BatchedBlock {
    const readings = this.#byStart ? [...this.#byStart.values()].sort((a, b) => a.start - b.start) : this.#readings;
    const { usagePointId, readingType, day } = this;
    return { usagePointId, readingType, day, bytes: packBlock({ intervalLength: readingType.intervalLength, readings }) };
  }

  /** Whether readings, themselves ascending, go on behind what is gathered. */
  #follows(readings: readonly Reading[]): boolean {
    if (this.#byStart) return false;
    const last = this.#readings.at(-1);
    return last === undefined || readings.length === 0 || readings[0]!.start > last.start;
  }

  #looked(): Map<number, Reading> {
    return (this.#byStart ??= new Map(this.#readings.map((reading) => [reading.start, reading])));
  }
}

function differs(a: Reading | undefined, b: Reading): boolean {
  return a !== undefined && (a.value !== b.value || a.quality !== b.quality);
}
