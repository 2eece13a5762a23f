import type { LineOfReadings, LineReject, MeterFileLine, TimeOfUseTotals } from '@greenledger/meter-formats';
import type { ReadingRules } from '../profiles/reading-rules.js';
import { type Batch, BlockCollector } from './block-collector.js';
import { ChannelStreams, type StreamBinding } from './channel-streams.js';
import { Crosswalk } from './crosswalk.js';
import { linesToPlace } from './lines-to-place.js';
import { refusedReadingsOf } from './refused-readings.js';
import { placeLine, type PlacedReadings, refuseLine } from './place-line.js';
import { scaleReadings } from './scale-readings.js';

/** Lines that are looked up in the crosswalk together. */
const GROUP = 1_024;
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
  /** The group before, which is being looked up while this one is read. */
  #lookedUp: { readonly lines: readonly MeterFileLine[]; readonly done: Promise<void> } = { lines: [], done: Promise.resolve() };
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
    await this.#judgeGroup();
    await this.#flush();
  }

  /** Begins to look up the group that is complete, and judges the one before. */
  async #judgeGroup(): Promise<void> {
    const { lines, done } = this.#lookedUp;
    const next = this.#group;
    this.#group = [];
    this.#lookedUp = { lines: next, done: this.#lookUp(next) };
    // Its failure is told when it is this group's turn; until then it is nobody's.
    this.#lookedUp.done.catch(() => undefined);
    await done;
    for (const line of lines) {
      if (line.kind === 'time-of-use' || (line.kind === 'readings' && line.quantity !== undefined)) await this.#judgeSeveral(line);
      else if (line.kind === 'readings') {
        const judging = this.#judge(line);
        if (judging) await judging;
      } else if (line.kind === 'reject') this.#rejects.push(this.#named(line));
      else this.#notes.push(line);
      this.#position = line.position;
      const isEnough = this.#collector.isFull || this.#rejects.length + this.#notes.length >= MOST_REJECTS;
      if (this.isCut(this.#position, isEnough)) await this.#flush();
    }
  }

  #lookUp(lines: readonly MeterFileLine[]): Promise<void> {
    return this.crosswalk.load(
      lines.flatMap((line) => (line.kind === 'readings' || line.kind === 'time-of-use' ? [this.#meterNumber(line)] : [])),
    );
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
        this.#refuse(placed, line, several.position);
        return;
      }
      found.push({ line, placed });
    }
    if (found.some(({ line, placed }) => this.#collector.contradicts(line.fileTime, line.channel, placed))) await this.#flush();
    for (const { line, placed } of found) {
      if (this.#collector.add(line.fileTime, line.channel, placed)) continue;
      // Two series of the record say different things of one interval: both go out, one batch after the other.
      await this.#flush();
      this.#collector.add(line.fileTime, line.channel, placed);
    }
    this.#accepted.push(several.position);
  }

  #gather(line: PositionedLine, placed: readonly PlacedReadings[] | LineReject): Promise<void> | undefined {
    if ('kind' in placed) {
      this.#refuse(placed, line, line.position);
      return undefined;
    }
    if (this.#add(line, placed)) return undefined;
    return this.#flush().then(() => {
      // A line cannot contradict itself, and nothing else is gathered now.
      if (!this.#add(line, placed)) throw new Error(`line ${line.line} contradicts itself`);
    });
  }

  /** A reject of the format, with its meter as the crosswalk names it. */
  #named(reject: PositionedReject): PositionedReject {
    const { readings } = reject;
    return readings ? { ...reject, readings: { ...readings, meterNumber: this.#meterNumber(readings) } } : reject;
  }

  #refuse(reject: LineReject, line: LineOfReadings, position: number): void {
    this.#rejects.push({ ...reject, position, readings: refusedReadingsOf(line, this.#meterNumber(line)) });
  }

  #add(line: PositionedLine, placed: readonly PlacedReadings[]): boolean {
    const taken = this.#collector.add(line.fileTime, line.channel, placed);
    if (taken) this.#accepted.push(line.position);
    return taken;
  }

  #place(line: LineOfReadings): readonly PlacedReadings[] | LineReject | Promise<readonly PlacedReadings[] | LineReject> {
    const { multiplier } = this.rules;
    const scaled = multiplier === undefined ? undefined : scaleReadings(line.readings, multiplier);
    if (scaled && 'fault' in scaled) return refuseLine(line, scaled.fault, 'value', String(scaled.value));
    const meterNumber = this.#meterNumber(line);
    const same = scaled === undefined && meterNumber === line.meterNumber;
    const placed = placeLine(
      same ? line : { ...withoutColumns(line), readings: scaled ?? line.readings, meterNumber },
      this.crosswalk.of(meterNumber),
    );
    const { stream } = line;
    if ('kind' in placed || stream === undefined) return placed;
    const judged = this.streams.other(line.channel, placed, stream);
    return judged.then((other) => (other === undefined ? placed : refuseLine(line, 'second-stream-of-channel', 'stream', stream)));
  }

  #meterNumber(line: Pick<LineOfReadings, 'meterNumber' | 'stream'> | TimeOfUseTotals): string {
    if ('totals' in line) return line.meterNumber;
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

/** A copy that can be given other readings: members that are made when they are asked for are made now. */
function withoutColumns(line: LineOfReadings): LineOfReadings {
  const { columns: _columns, ...rest } = { ...line, raw: line.raw, readings: line.readings };
  return rest;
}
