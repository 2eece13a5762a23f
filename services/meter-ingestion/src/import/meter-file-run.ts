import type { LineOfReadings, LineReject, MeterFileLine } from '@greenledger/meter-formats';
import type { ReadingRules } from '../profiles/reading-rules.js';
import { type Batch, BlockCollector } from './block-collector.js';
import { ChannelStreams, type StreamBinding } from './channel-streams.js';
import { Crosswalk } from './crosswalk.js';
import { placeLine, type PlacedReadings, refuseLine } from './place-line.js';
import { scaleReadings } from './scale-readings.js';

/** Lines that are looked up in the crosswalk together. */
const GROUP = 256;
const MOST_REJECTS = 500;

export type PositionedReject = LineReject & { readonly position: number };
/** A line that was understood and brings no readings of the kind that is published. */
export type PositionedNote = Exclude<MeterFileLine, LineOfReadings | LineReject>;

/** What was made of a stretch of lines: goes on together, or not at all. */
export interface JudgedLines {
  readonly batches: readonly Batch[];
  readonly readings: number;
  readonly rejects: readonly PositionedReject[];
  readonly notes: readonly PositionedNote[];
  readonly streams: readonly StreamBinding[];
  /** Positions of the lines whose readings were taken. */
  readonly accepted: readonly number[];
  /** The last line judged. */
  readonly position: number;
}

/** Judges lines by crosswalk and profile, gathers what is good into batches, and hands both on in stretches of bounded size. */
export class MeterFileRun {
  readonly #collector = new BlockCollector();
  #rejects: PositionedReject[] = [];
  #notes: PositionedNote[] = [];
  #accepted: number[] = [];
  #group: MeterFileLine[] = [];
  #position = 0;

  constructor(
    private readonly rules: ReadingRules,
    private readonly crosswalk: Crosswalk,
    private readonly streams: ChannelStreams,
    private readonly handOn: (judged: JudgedLines) => Promise<void>,
  ) {}

  async take(line: MeterFileLine): Promise<void> {
    this.#group.push(line);
    if (this.#group.length >= GROUP) await this.#judgeGroup();
  }

  /** Hands on what is left. */
  async finish(): Promise<void> {
    await this.#judgeGroup();
    await this.#flush();
  }

  async #judgeGroup(): Promise<void> {
    const lines = this.#group;
    this.#group = [];
    await this.crosswalk.load(lines.flatMap((line) => (line.kind === 'readings' ? [this.#meterNumber(line)] : [])));
    for (const line of lines) {
      if (line.kind === 'readings') await this.#judge(line);
      else if (line.kind === 'reject') this.#rejects.push(line);
      else this.#notes.push(line);
      this.#position = line.position;
      if (this.#collector.isFull || this.#rejects.length + this.#notes.length >= MOST_REJECTS) await this.#flush();
    }
  }

  async #judge(line: LineOfReadings & { readonly position: number }): Promise<void> {
    const placed = await this.#place(line);
    if ('kind' in placed) {
      this.#rejects.push({ ...placed, position: line.position });
      return;
    }
    if (this.#collector.contradicts(line.fileTime, line.channel, placed)) await this.#flush();
    this.#collector.add(line.fileTime, line.channel, placed);
    this.#accepted.push(line.position);
  }

  async #place(line: LineOfReadings): Promise<readonly PlacedReadings[] | LineReject> {
    const { multiplier } = this.rules;
    const readings = multiplier === undefined ? line.readings : scaleReadings(line.readings, multiplier);
    if ('fault' in readings) return refuseLine(line, readings.fault, 'value', String(readings.value));
    const meterNumber = this.#meterNumber(line);
    const placed = placeLine({ ...line, readings, meterNumber }, this.crosswalk.of(meterNumber));
    if ('kind' in placed || line.stream === undefined) return placed;
    const other = await this.streams.other(line.channel, placed, line.stream);
    return other === undefined ? placed : refuseLine(line, 'second-stream-of-channel', 'stream', line.stream);
  }

  #meterNumber(line: LineOfReadings): string {
    return this.rules.streamInMeterNumber && line.stream !== undefined ? `${line.meterNumber}/${line.stream}` : line.meterNumber;
  }

  async #flush(): Promise<void> {
    const { batches, readings } = this.#collector.take();
    const [rejects, notes, accepted] = [this.#rejects, this.#notes, this.#accepted];
    if (batches.length + rejects.length + notes.length === 0) return;
    [this.#rejects, this.#notes, this.#accepted] = [[], [], []];
    await this.handOn({ batches, readings, rejects, notes, accepted, streams: this.streams.takeNew(), position: this.#position });
  }
}
