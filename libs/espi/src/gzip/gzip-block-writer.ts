import type { WasmRuntime } from '../kernel/wasm-module.js';
import type { ReadingColumns } from '../resources/interval-block-writer.js';
import type { GzipDocument } from './gzip-document.js';
import { ReadingRuns } from './reading-runs.js';
import { TextLayout, type PartedText } from './text-layout.js';
import { MOST_CONNECTORS, MOST_READINGS, VALUES_BELOW } from './synthesis-tables.js';

const START_END = '</espi:start></espi:timePeriod><espi:value>';
const READING_END = '</espi:value></espi:IntervalReading>';
const BLOCK_OPENING = '<espi:IntervalBlock><espi:interval><espi:duration>';
const DURATION_END = '</espi:duration><espi:start>';
const INTERVAL_END = '</espi:start></espi:interval>';
const BLOCK_END = '\n</espi:IntervalBlock>';
/** The end of a reading before another one, and that of the last one. */
const READING_END_TEXT: PartedText = { layout: new TextLayout([READING_END]), holes: [] };
const LAST_END_TEXT: PartedText = { layout: new TextLayout([READING_END + BLOCK_END]), holes: [] };
/** Starts that have ten digits and fit 32 bits. */
const [FIRST_START, LAST_START] = [1_000_000_000, 4_294_967_295];
/** Shorter runs are text: their first two readings are text anyway. */
const SHORTEST_RUN = 4;

/** Readings of one length and quality. */
interface ReadingKind {
  /** What stands before the start of a reading. */
  readonly opening: string;
  /** How a block begins: its interval, and the first two readings up to the second value. */
  readonly beginning: TextLayout;
  /** How another run begins. */
  readonly following: TextLayout;
  /** What stands between two values of a run, for `ReadingRuns`; undefined where that cannot write it. */
  readonly connector: number | undefined;
}

/** Writes IntervalBlocks into a gzip member: unpacked, they are the very bytes of `IntervalBlockWriter`. */
export class GzipBlockWriter {
  readonly #runs: ReadingRuns;
  readonly #kinds = new Map<number, ReadingKind>();
  #duration = 0;
  #durationIs = '0';

  /** @param runtime null: everything is written by the plain loop */
  constructor(
    private readonly defaultQuality: number,
    runtime: WasmRuntime | null | undefined = (globalThis as { WebAssembly?: WasmRuntime }).WebAssembly,
  ) {
    this.#runs = new ReadingRuns(runtime ?? undefined, START_END);
  }

  /** As `IntervalBlockWriter.append`. */
  append(document: GzipDocument, head: PartedText, columns: ReadingColumns, tail: PartedText, shows?: (start: number) => boolean): boolean {
    const { count, intervalLength, starts, missing } = columns;
    const shown = (i: number): boolean => missing[i] !== 1 && (!shows || shows(starts[i]!));
    let first = 0;
    while (first < count && !shown(first)) first++;
    if (first === count) return false;
    let last = count - 1;
    while (!shown(last)) last--;
    const duration = starts[last]! - starts[first]! + intervalLength;
    document.parted(head);
    let at = this.#begun(document, duration, columns, last, first, shows);
    if (at === first) document.text(`${BLOCK_OPENING}${duration}${DURATION_END}${starts[first]!}${INTERVAL_END}`);
    for (let open = at > first; at <= last;) {
      if (!shown(at)) {
        at++;
        continue;
      }
      if (open) document.parted(READING_END_TEXT);
      at = this.#readings(document, columns, at, last, shows);
      open = true;
    }
    document.parted(LAST_END_TEXT);
    document.parted(tail);
    return true;
  }

  /** Writes the run that the block begins with, but for the end of its last reading. @returns what comes next: `first` when there is none */
  #begun(
    document: GzipDocument,
    duration: number,
    columns: ReadingColumns,
    last: number,
    first: number,
    shows?: (start: number) => boolean,
  ): number {
    const { intervalLength, starts, values, qualities } = columns;
    const { connector, beginning } = this.#kind(qualities[first]!, intervalLength);
    const end = this.#endOfRun(columns, first, last, shows);
    if (connector === undefined || end - first < SHORTEST_RUN) return first;
    const start = String(starts[first]!);
    document.parted({
      layout: beginning,
      holes: [this.#durationText(duration), start, start, String(values[first]!), String(starts[first + 1]!)],
    });
    this.#values(document, connector, columns, first + 1, end);
    return end;
  }

  /** Writes the longest run of readings from `first` on that follow one another with one quality, as `#begun`. @returns what comes next */
  #readings(document: GzipDocument, columns: ReadingColumns, first: number, last: number, shows?: (start: number) => boolean): number {
    const { intervalLength, starts, values, qualities } = columns;
    const { connector, opening, following } = this.#kind(qualities[first]!, intervalLength);
    const end = this.#endOfRun(columns, first, last, shows);
    const [start, value] = [String(starts[first]!), String(values[first]!)];
    if (connector === undefined || end - first < SHORTEST_RUN) {
      document.text(`${opening}${start}${START_END}${value}`);
      return first + 1;
    }
    document.parted({ layout: following, holes: [start, value, String(starts[first + 1]!)] });
    this.#values(document, connector, columns, first + 1, end);
    return end;
  }

  /** Writes the values of the run last looked for, and what stands between them. */
  #values(document: GzipDocument, connector: number, { intervalLength, starts }: ReadingColumns, from: number, end: number): void {
    document.readings(this.#runs, connector, starts[from]!, intervalLength, end - from);
  }

  /** Most blocks have the same. */
  #durationText(duration: number): string {
    if (duration !== this.#duration) [this.#duration, this.#durationIs] = [duration, String(duration)];
    return this.#durationIs;
  }

  /** How far the readings from `first` on follow one another with one quality; their values but the first are then in place for `#values`. */
  #endOfRun(columns: ReadingColumns, first: number, last: number, shows?: (start: number) => boolean): number {
    const { intervalLength, starts, values, qualities, missing } = columns;
    const start = starts[first]!;
    const quality = qualities[first]!;
    if (intervalLength < 1 || start < FIRST_START) return first;
    const most = Math.min(last, first + MOST_READINGS, first + Math.floor((LAST_START - start) / intervalLength));
    const room = this.#runs.values;
    let i = first + 1;
    for (; i <= most; i++) {
      const value = values[i]!;
      if (starts[i] !== start + (i - first) * intervalLength || qualities[i] !== quality || missing[i] === 1) break;
      if (value >= VALUES_BELOW || value <= -VALUES_BELOW || (shows && !shows(starts[i]!))) break;
      room[i - first - 1] = value;
    }
    return i;
  }

  #kind(quality: number, intervalLength: number): ReadingKind {
    const key = intervalLength * 256 + quality;
    const known = this.#kinds.get(key);
    if (known) return known;
    if (this.#kinds.size === MOST_CONNECTORS) this.#kinds.clear();
    const departure =
      quality === this.defaultQuality ? '' : `<espi:ReadingQuality><espi:quality>${quality}</espi:quality></espi:ReadingQuality>`;
    const opening = `\n<espi:IntervalReading>${departure}<espi:timePeriod><espi:duration>${intervalLength}</espi:duration><espi:start>`;
    const slot = this.#kinds.size;
    const kind: ReadingKind = {
      opening,
      following: new TextLayout([opening, START_END, READING_END + opening, START_END]),
      beginning: new TextLayout(
        [BLOCK_OPENING, DURATION_END, INTERVAL_END + opening, START_END, READING_END + opening, START_END],
        ['duration', 'start', 'start', 'value', 'second start'],
      ),
      connector: this.#runs.prepare(slot, READING_END + opening, intervalLength) ? slot : undefined,
    };
    this.#kinds.set(key, kind);
    return kind;
  }
}
