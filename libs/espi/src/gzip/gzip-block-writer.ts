import type { WasmRuntime } from '../kernel/wasm-module.js';
import type { ReadingColumns } from '../resources/interval-block-writer.js';
import type { GzipDocument } from './gzip-document.js';
import { ReadingRuns } from './reading-runs.js';
import { MOST_READINGS, VALUES_BELOW } from './synthesis-tables.js';

const AFTER_START = '</espi:start></espi:timePeriod><espi:value>';
const READING_END = '</espi:value></espi:IntervalReading>';
/** Starts that have ten digits and fit 32 bits. */
const [FIRST_START, LAST_START] = [1_000_000_000, 4_294_967_295];
/** Shorter runs are text: two readings are text anyway. */
const SHORTEST_RUN = 4;

/** Writes IntervalBlocks into a gzip member: unpacked, they are the very bytes of `IntervalBlockWriter`. */
export class GzipBlockWriter {
  readonly #runs: ReadingRuns;

  constructor(
    private readonly defaultQuality: number,
    runtime: WasmRuntime | null | undefined = (globalThis as { WebAssembly?: WasmRuntime }).WebAssembly,
  ) {
    this.#runs = new ReadingRuns(runtime ?? undefined, AFTER_START);
  }

  /** As `IntervalBlockWriter.append`. */
  append(document: GzipDocument, head: string, columns: ReadingColumns, tail: string, shows?: (start: number) => boolean): boolean {
    const { count, intervalLength, starts, missing } = columns;
    const shown = (i: number): boolean => missing[i] !== 1 && (!shows || shows(starts[i]!));
    let first = 0;
    while (first < count && !shown(first)) first++;
    if (first === count) return false;
    let last = count - 1;
    while (!shown(last)) last--;
    const duration = starts[last]! - starts[first]! + intervalLength;
    const interval = `<espi:duration>${duration}</espi:duration><espi:start>${starts[first]!}</espi:start>`;
    document.text(`${head}<espi:IntervalBlock><espi:interval>${interval}</espi:interval>`);
    for (let i = first; i <= last;) {
      if (shown(i)) i = this.#run(document, columns, i, last, shows);
      else i++;
    }
    document.text(`\n</espi:IntervalBlock>${tail}`);
    return true;
  }

  /** Writes the longest run of readings from `first` on that follow one another with one quality. @returns what comes next */
  #run(document: GzipDocument, columns: ReadingColumns, first: number, last: number, shows?: (start: number) => boolean): number {
    const { intervalLength, starts, values, qualities } = columns;
    const quality = qualities[first]!;
    const opening = this.#opening(quality, intervalLength);
    const end = this.#endOfRun(columns, first, last, shows);
    const connector = end - first < SHORTEST_RUN ? undefined : this.#runs.connector(READING_END + opening, intervalLength);
    if (connector === undefined) {
      document.text(`${opening}${starts[first]!}${AFTER_START}${values[first]!}${READING_END}`);
      return first + 1;
    }
    // The second reading stands beside the first as text, so that the matches of the third find what they repeat.
    const second = `${opening}${starts[first + 1]!}${AFTER_START}`;
    document.text(`${opening}${starts[first]!}${AFTER_START}${values[first]!}${READING_END}${second}`);
    const room = this.#runs.values;
    for (let i = first + 1; i < end; i++) room[i - first - 1] = values[i]!;
    document.readings(this.#runs, connector, starts[first + 1]!, intervalLength, end - first - 1);
    document.text(READING_END);
    return end;
  }

  #endOfRun(columns: ReadingColumns, first: number, last: number, shows?: (start: number) => boolean): number {
    const { intervalLength, starts, values, qualities, missing } = columns;
    const start = starts[first]!;
    const quality = qualities[first]!;
    if (intervalLength < 1 || start < FIRST_START) return first;
    const most = Math.min(last, first + MOST_READINGS, first + Math.floor((LAST_START - start) / intervalLength));
    let i = first + 1;
    for (; i <= most; i++) {
      const value = values[i]!;
      if (starts[i] !== start + (i - first) * intervalLength || qualities[i] !== quality || missing[i] === 1) break;
      if (value >= VALUES_BELOW || value <= -VALUES_BELOW || (shows && !shows(starts[i]!))) break;
    }
    return i;
  }

  #opening(quality: number, intervalLength: number): string {
    const departure =
      quality === this.defaultQuality ? '' : `<espi:ReadingQuality><espi:quality>${quality}</espi:quality></espi:ReadingQuality>`;
    return `\n<espi:IntervalReading>${departure}<espi:timePeriod><espi:duration>${intervalLength}</espi:duration><espi:start>`;
  }
}
