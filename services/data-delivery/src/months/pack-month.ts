import { BlockHead, VarintReader, VarintWriter } from '@greenledger/contracts';

/** A version of a day, in a month or out of one. */
export interface DayVersionBytes {
  /** Days since 2000-01-01. */
  readonly day: number;
  readonly version: number;
  /** Microseconds since 2000-01-01 UTC, as PostgreSQL counts them. */
  readonly recordedAt: number;
  /** When the day's first version was recorded. */
  readonly published: number;
  /** See `packFileTimes`. */
  readonly fileTimes: Uint8Array;
  /** See `packBlock`. */
  readonly block: Uint8Array;
}

/** Version byte of the packed form. A new layout gets a new number; old months stay readable for ever. */
export const MONTH_VERSION = 1;

/** What an entry says, as bits: what follows from the entry before, or is the rule, is not written. */
export const ENTRY = {
  /** The version is not 1 and follows. */
  versioned: 1,
  /** The day was published earlier than this version was recorded; by how much follows. */
  later: 2,
  /** Form, interval length and count of the block before, and a start as many days later as the day is, but for seconds that follow. */
  sameHead: 4,
  /** Gaps and qualities of the block before. */
  sameMarks: 8,
  /** Readings of several files: their times follow as they are kept elsewhere. */
  mixedFiles: 16,
  /** The time of recording, or of the file, is told from as many days after the one before as the day is. */
  dailyRecord: 32,
  dailyFile: 64,
} as const;

export const SECONDS_A_DAY = 86_400;
export const MICROSECONDS_A_DAY = SECONDS_A_DAY * 1e6;

/** The one file time of a day that came with one file. */
export function singleFileTime(fileTimes: Uint8Array): number | undefined {
  const input = new VarintReader(fileTimes);
  const time = input.unsigned();
  return input.atEnd ? time : undefined;
}

/**
 * Packs versions of the days of a month, ascending by day and version: version byte, count, then an entry for each. A day of 24 values
 * with its times takes about ten bytes more than its values; unpackMonth gives the very bytes again.
 * @param month number of its first day
 */
export function packMonth(month: number, versions: readonly DayVersionBytes[]): Uint8Array {
  const out = new VarintWriter();
  out.byte(MONTH_VERSION);
  out.unsigned(versions.length);
  const packer = new EntryPacker(out, month);
  for (const version of versions) packer.add(version);
  return out.finish();
}

class EntryPacker {
  #day: number;
  #recordedAt = 0;
  #fileTime = 0;
  #block: Uint8Array | undefined;
  readonly #head = new BlockHead();
  readonly #headBefore = new BlockHead();

  constructor(
    private readonly out: VarintWriter,
    month: number,
  ) {
    this.#day = month;
  }

  add(entry: DayVersionBytes): void {
    const { out } = this;
    const days = entry.day - this.#day;
    const fileTime = singleFileTime(entry.fileTimes);
    const record = nearer(entry.recordedAt - this.#recordedAt, days * MICROSECONDS_A_DAY);
    const file = nearer((fileTime ?? 0) - this.#fileTime, days * SECONDS_A_DAY);
    this.#head.read(entry.block);
    const sameHead = this.#follows(entry.block, days);
    const sameMarks = sameHead && this.#sameMarks(entry.block);
    const later = entry.recordedAt !== entry.published;
    out.unsigned(days);
    out.byte(
      (entry.version === 1 ? 0 : ENTRY.versioned) |
        (later ? ENTRY.later : 0) |
        (sameHead ? ENTRY.sameHead : 0) |
        (sameMarks ? ENTRY.sameMarks : 0) |
        (fileTime === undefined ? ENTRY.mixedFiles : file.daily ? ENTRY.dailyFile : 0) |
        (record.daily ? ENTRY.dailyRecord : 0),
    );
    if (entry.version !== 1) out.unsigned(entry.version);
    out.signed(record.rest);
    if (later) out.signed(entry.recordedAt - entry.published);
    if (fileTime === undefined) this.#bytes(entry.fileTimes);
    else out.signed(file.rest);
    this.#writeBlock(entry.block, days, sameHead, sameMarks);
    this.#day = entry.day;
    this.#recordedAt = entry.recordedAt;
    this.#fileTime = fileTime ?? this.#fileTime;
    this.#block = entry.block;
    this.#headBefore.read(entry.block);
  }

  /** Whether the head of a block can be told from the one before, byte for byte. */
  #follows(block: Uint8Array, days: number): boolean {
    const [head, before] = [this.#head, this.#headBefore];
    if (!this.#block || days === 0) return false;
    if (head.form !== before.form || head.intervalLength !== before.intervalLength || head.count !== before.count) return false;
    const told = writtenHead(head.form, head.intervalLength, head.count, head.start);
    return equal(told, block.subarray(0, head.marksAt));
  }

  #sameMarks(block: Uint8Array): boolean {
    const [head, before] = [this.#head, this.#headBefore];
    return equal(block.subarray(head.marksAt, head.valuesAt), this.#block!.subarray(before.marksAt, before.valuesAt));
  }

  #writeBlock(block: Uint8Array, days: number, sameHead: boolean, sameMarks: boolean): void {
    const { marksAt, valuesAt, start } = this.#head;
    if (!sameHead) return this.#bytes(block);
    this.out.signed(start - this.#headBefore.start - days * SECONDS_A_DAY);
    if (!sameMarks) this.#bytes(block.subarray(marksAt, valuesAt));
    this.#bytes(block.subarray(valuesAt));
  }

  #bytes(bytes: Uint8Array): void {
    this.out.unsigned(bytes.length);
    this.out.bytes(bytes);
  }
}

/** The head of a block as packBlock writes it. */
export function writtenHead(form: number, intervalLength: number, count: number, start: number): Uint8Array {
  const out = new VarintWriter();
  out.byte(1);
  out.byte(form);
  out.unsigned(intervalLength);
  out.unsigned(count);
  out.unsigned(start);
  return out.finish();
}

/** A difference told as it is, or from what the days between would make of it. */
function nearer(difference: number, daily: number): { readonly rest: number; readonly daily: boolean } {
  const rest = difference - daily;
  return Math.abs(rest) < Math.abs(difference) ? { rest, daily: true } : { rest: difference, daily: false };
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
