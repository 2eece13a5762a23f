import { WINDOW } from './deflate-symbols.js';

const UTF8 = new TextEncoder();
/** Bytes of text that are kept, and how many of them stay when they are full: as far as a match may reach back. */
const [ROOM, KEPT] = [96 * 1024, WINDOW];

/**
 * The text of a stream that was really formed, with its places in the stream: runs of it lie one behind the other, and
 * between two runs are readings that were never formed.
 */
export class KnownText {
  readonly bytes = new Uint8Array(ROOM);
  /** The same bytes, for looking at four at a time. */
  readonly fours = new DataView(this.bytes.buffer);
  end = 0;
  /** Where the runs begin in the buffer, and how far behind that their bytes stand in the stream. */
  #starts: number[] = [];
  #offsets: number[] = [];

  constructor(private readonly onDrop: (dropped: number) => void) {}

  forget(): void {
    this.end = 0;
    this.#starts = [];
    this.#offsets = [];
  }

  /** Bytes that may be added before something is dropped. */
  get free(): number {
    return ROOM - this.end;
  }

  /** Begins a run at a place of the stream, unless the last one ends right there. */
  runAt(place: number): void {
    const last = this.#starts.length - 1;
    if (last >= 0 && this.end + this.#offsets[last]! === place) return;
    this.#starts.push(this.end);
    this.#offsets.push(place - this.end);
  }

  /** Adds the beginning of a text, as much as fits. @returns the units of the text that were taken */
  addText(text: string): number {
    const { read, written } = UTF8.encodeInto(text, this.bytes.subarray(this.end));
    this.end += written;
    return read;
  }

  /** Drops what no match can reach any more. @returns how far what stays was moved */
  makeRoom(): number {
    const dropped = Math.max(0, this.end - KEPT);
    this.bytes.copyWithin(0, dropped, this.end);
    this.end -= dropped;
    const first = Math.max(0, this.#runOf(dropped));
    this.#starts = this.#starts.slice(first).map((start) => Math.max(0, start - dropped));
    this.#offsets = this.#offsets.slice(first).map((offset) => offset + dropped);
    this.onDrop(dropped);
    return dropped;
  }

  /** Where the run that `at` lies in has ended. */
  endOf(at: number): number {
    const run = this.#runOf(at);
    return run + 1 < this.#starts.length ? this.#starts[run + 1]! : this.end;
  }

  /** How far apart two places of the buffer are in the stream. */
  distance(earlier: number, later: number): number {
    return later + this.#offsets[this.#runOf(later)]! - earlier - this.#offsets[this.#runOf(earlier)]!;
  }

  /** What stands beside `at` in the run before, as far from its beginning; -1 when there is none in reach. */
  besideAt(at: number): number {
    const run = this.#runOf(at);
    if (run < 1) return -1;
    const beside = this.#starts[run - 1]! + at - this.#starts[run]!;
    return beside < this.#starts[run]! && this.distance(beside, at) <= WINDOW ? beside : -1;
  }

  #runOf(at: number): number {
    const starts = this.#starts;
    let run = starts.length - 1;
    while (run > 0 && starts[run]! > at) run--;
    return run;
  }
}
