import { type BatchedBlock, packBlock, packRuns, type Reading, type ReadingTypeKey, type VarintWriter } from '@greenledger/contracts';
import { type ReadingColumns, readingsOf } from '@greenledger/meter-formats';

/** Readings as a line brings them: one by one, or as columns. Ascending by start. */
export type GatheredReadings = readonly Reading[] | ReadingColumns;

/** Readings of one usage point, channel and local day that are being gathered. */
export class OpenBlock {
  /** As long as nothing but columns comes, each behind the one before: nearly always. */
  #runs: ReadingColumns[] | undefined = [];
  /** Ascending by start, as nearly every file writes them; looked up only when a line comes that does not simply go on. */
  #readings: Reading[] = [];
  #byStart: Map<number, Reading> | undefined;

  constructor(
    readonly usagePointId: string,
    readonly readingType: ReadingTypeKey,
    readonly day: string,
  ) {}

  get size(): number {
    if (this.#runs) return this.#runs.reduce((sum, { count }) => sum + count, 0);
    return this.#byStart?.size ?? this.#readings.length;
  }

  /** Whether one of the readings says something else than what is gathered for its start. */
  contradicts(gathered: GatheredReadings): boolean {
    if (this.#follows(gathered)) return false;
    const known = this.#looked();
    return oneByOne(gathered).some((reading) => differs(known.get(reading.start), reading));
  }

  add(gathered: GatheredReadings): void {
    const follows = this.#follows(gathered);
    if (this.#runs && isColumns(gathered) && follows) {
      this.#runs.push(gathered);
      return;
    }
    const readings = oneByOne(gathered);
    if (follows) {
      this.#takeApart();
      for (const reading of readings) this.#readings.push(reading);
    } else {
      const known = this.#looked();
      for (const reading of readings) known.set(reading.start, reading);
    }
  }

  /** @param memory what the blocks of a batch are written into together */
  pack(memory?: VarintWriter): BatchedBlock {
    const { usagePointId, readingType, day } = this;
    return { usagePointId, readingType, day, bytes: this.#packed(readingType.intervalLength, memory) };
  }

  #packed(intervalLength: number, memory: VarintWriter | undefined): Uint8Array {
    if (this.#runs && intervalLength > 0) return packRuns(intervalLength, this.#runs, memory);
    this.#takeApart();
    const readings = this.#byStart ? [...this.#byStart.values()].sort((a, b) => a.start - b.start) : this.#readings;
    return packBlock({ intervalLength, readings });
  }

  /** Whether readings, themselves ascending, go on behind what is gathered. */
  #follows(gathered: GatheredReadings): boolean {
    if (this.#byStart) return false;
    const run = this.#runs?.at(-1);
    const last = run ? run.start + (run.count - 1) * run.step : this.#readings.at(-1)?.start;
    const first = isColumns(gathered) ? gathered.start : gathered[0]?.start;
    return last === undefined || first === undefined || first > last;
  }

  #looked(): Map<number, Reading> {
    this.#takeApart();
    return (this.#byStart ??= new Map(this.#readings.map((reading) => [reading.start, reading])));
  }

  /** From columns to readings one by one. */
  #takeApart(): void {
    for (const run of this.#runs ?? []) for (const reading of readingsOf(run)) this.#readings.push(reading);
    this.#runs = undefined;
  }
}

const isColumns = (gathered: GatheredReadings): gathered is ReadingColumns => 'step' in gathered;
const oneByOne = (gathered: GatheredReadings): readonly Reading[] => (isColumns(gathered) ? readingsOf(gathered) : gathered);

function differs(a: Reading | undefined, b: Reading): boolean {
  return a !== undefined && (a.value !== b.value || a.quality !== b.quality);
}
