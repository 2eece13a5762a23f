import type { LineOfReadings, LineReject, MeterFileLine, TimeOfUseTotals } from '@greenledger/meter-formats';
import type { ReadingRules } from '../profiles/reading-rules.js';
import { type Batch, BlockCollector } from './block-collector.js';
import { ChannelStreams, type StreamBinding } from './channel-streams.js';
import { Crosswalk } from './crosswalk.js';
import { linesToPlace } from './lines-to-place.js';
import { placeLine, type PlacedReadings, refuseLine } from './place-line.js';
import { scaleReadings } from './scale-readings.js';

/** Lines that are looked up in the crosswalk together. */
const GROUP = 256;
const MOST_REJECTS = 500;

export type PositionedReject = LineReject & { readonly position: number };
/** A line that was understood and brings nothing to publish. */
export type PositionedNote = Exclude<MeterFileLine, LineOfReadings | TimeOfUseTotals | LineReject>;

type PositionedLine = LineOfReadings & { readonly position: number };
/** Several series on one line: taken together, or refused together. */
type SeveralSeries = (LineOfReadings | TimeOfUseTotals) & { readonly position: number };

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

/** Whether a stretch ends behind a position; `isEnough` says that it is as large as it should grow. */
export type IsCut = (position: number, isEnough: boolean) => boolean;

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
    private readonly isCut: IsCut = (_position, isEnough) => isEnough,
  ) {}

  /** @returns what to wait for before the next line; undefined when there is nothing. */
  take(line: MeterFileLine): Promise<void> | undefined {
    this.#group.push(line);
    return this.#group.length >= GROUP ? this.#judgeGroup() : undefined;
  }

  /** Hands on what is left. */
  async finish(): Promise<void> {
    await this.#judgeGroup();
    await this.#flush();
  }

  async #judgeGroup(): Promise<void> {
    const lines = this.#group;
    this.#group = [];
    await this.crosswalk.load(
      lines.flatMap((line) => (line.kind === 'readings' || line.kind === 'time-of-use' ? [this.#meterNumber(line)] : [])),
    );
    for (const line of lines) {
      if (line.kind === 'time-of-use' || (line.kind === 'readings' && line.quantity !== undefined)) await this.#judgeSeveral(line);
      else if (line.kind === 'readings') {
        const judging = this.#judge(line);
        if (judging) await judging;
      } else if (line.kind === 'reject') this.#rejects.push(line);
      else this.#notes.push(line);
      this.#position = line.position;
      const isEnough = this.#collector.isFull || this.#rejects.length + this.#notes.length >= MOST_REJECTS;
      if (this.isCut(this.#position, isEnough)) await this.#flush();
    }
  }

  /** @returns what to wait for; undefined when the line is taken or refused already, as nearly every one is. */
  #judge(line: PositionedLine): Promise<void> | undefined {
    const placed = this.#place(line);
    return placed instanceof Promise ? placed.then((found) => this.#gather(line, found)) : this.#gather(line, placed);
  }

  async #judgeSeveral(several: SeveralSeries): Promise<void> {
    const found: { line: LineOfReadings; placed: readonly PlacedReadings[] }[] = [];
    for (const line of linesToPlace(several)) {
      const placed = await this.#place(line);
      if ('kind' in placed) {
        this.#rejects.push({ ...placed, position: several.position });
        return;
      }
      found.push({ line, placed });
    }
    if (found.some(({ line, placed }) => this.#collector.contradicts(line.fileTime, line.channel, placed))) await this.#flush();
    for (const { line, placed } of found) this.#collector.add(line.fileTime, line.channel, placed);
    this.#accepted.push(several.position);
  }

  #gather(line: PositionedLine, placed: readonly PlacedReadings[] | LineReject): Promise<void> | undefined {
    if ('kind' in placed) {
      this.#rejects.push({ ...placed, position: line.position });
      return undefined;
    }
    if (this.#collector.contradicts(line.fileTime, line.channel, placed)) return this.#flush().then(() => this.#add(line, placed));
    this.#add(line, placed);
    return undefined;
  }

  #add(line: PositionedLine, placed: readonly PlacedReadings[]): void {
    this.#collector.add(line.fileTime, line.channel, placed);
    this.#accepted.push(line.position);
  }

  #place(line: LineOfReadings): readonly PlacedReadings[] | LineReject | Promise<readonly PlacedReadings[] | LineReject> {
    const { multiplier } = this.rules;
    const readings = multiplier === undefined ? line.readings : scaleReadings(line.readings, multiplier);
    if ('fault' in readings) return refuseLine(line, readings.fault, 'value', String(readings.value));
    const meterNumber = this.#meterNumber(line);
    const same = readings === line.readings && meterNumber === line.meterNumber;
    const placed = placeLine(same ? line : { ...line, readings, meterNumber }, this.crosswalk.of(meterNumber));
    const { stream } = line;
    if ('kind' in placed || stream === undefined) return placed;
    const judged = this.streams.other(line.channel, placed, stream);
    return judged.then((other) => (other === undefined ? placed : refuseLine(line, 'second-stream-of-channel', 'stream', stream)));
  }

  #meterNumber(line: LineOfReadings | TimeOfUseTotals): string {
    if (line.kind === 'time-of-use') return line.meterNumber;
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
