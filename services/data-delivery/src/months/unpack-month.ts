import { BlockHead, VarintReader } from '@greenledger/contracts';
import { packFileTimes } from '../projections/file-times.js';
import { ENTRY, MICROSECONDS_A_DAY, MONTH_VERSION, SECONDS_A_DAY, type DayVersionBytes } from './pack-month.js';

/** A version of a day as it lies in a month. */
export interface UnpackedVersion extends Omit<DayVersionBytes, 'fileTimes' | 'block'> {
  /** Where its block lies in the bytes of the month unpacked. */
  readonly from: number;
  readonly to: number;
  /** Of a day that came with one file; else the packed file times. */
  readonly files: number | Uint8Array;
}

export interface UnpackedMonth {
  /** The blocks of all versions, one after the other. */
  readonly bytes: Buffer;
  readonly versions: readonly UnpackedVersion[];
}

/** The packed file times of a version. */
export const fileTimesOf = ({ files }: UnpackedVersion): Uint8Array => (typeof files === 'number' ? packFileTimes([files]) : files);

/** Blocks are put together here, and copied out month by month. */
let room = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * Unpacks what packMonth wrote.
 * @param month number of its first day
 * @param first,last days that are wanted, by number: the blocks of others are gone over
 * @throws RangeError when the bytes are no month
 */
export function unpackMonth(month: number, packed: Uint8Array, first = -Infinity, last = Infinity): UnpackedMonth {
  const input = new VarintReader(packed);
  const version = input.byte();
  if (version !== MONTH_VERSION) throw new RangeError(`unknown version ${version} of a packed month`);
  const versions: UnpackedVersion[] = [];
  const blocks = new BlockBuilder();
  let [day, recordedAt, fileTime] = [month, 0, 0];
  for (let left = input.unsigned(); left > 0; left--) {
    const days = input.unsigned();
    const flags = input.byte();
    day += days;
    const number = flags & ENTRY.versioned ? input.unsigned() : 1;
    recordedAt += input.signed() + (flags & ENTRY.dailyRecord ? days * MICROSECONDS_A_DAY : 0);
    const published = flags & ENTRY.later ? recordedAt - input.signed() : recordedAt;
    let files: number | Uint8Array;
    if (flags & ENTRY.mixedFiles) files = input.bytes(input.unsigned());
    else files = fileTime += input.signed() + (flags & ENTRY.dailyFile ? days * SECONDS_A_DAY : 0);
    const wanted = first <= day && day <= last;
    const from = blocks.length;
    blocks.add(input, flags, days, wanted);
    if (wanted) versions.push({ day, version: number, recordedAt, published, files, from, to: blocks.length });
  }
  if (!input.atEnd) throw new RangeError('the packed month has bytes left over');
  return { bytes: blocks.finish(), versions };
}

/** Puts blocks together from what an entry says and from the block before. */
class BlockBuilder {
  length = 0;
  readonly #head = new BlockHead();
  /** Gaps and qualities of the block before. */
  #marks: Uint8Array = new Uint8Array(0);

  add(input: VarintReader, flags: number, days: number, wanted: boolean): void {
    const head = this.#head;
    if (!(flags & ENTRY.sameHead)) {
      const block = input.bytes(input.unsigned());
      head.read(block);
      this.#marks = block.subarray(head.marksAt, head.valuesAt);
      if (wanted) this.#append(block);
      return;
    }
    head.start += days * SECONDS_A_DAY + input.signed();
    if (!(flags & ENTRY.sameMarks)) this.#marks = input.bytes(input.unsigned());
    const values = input.bytes(input.unsigned());
    if (!wanted) return;
    this.#makeRoom(64);
    this.#byte(1);
    this.#byte(head.form);
    this.#unsigned(head.intervalLength);
    this.#unsigned(head.count);
    this.#unsigned(head.start);
    this.#append(this.#marks);
    this.#append(values);
  }

  finish(): Buffer {
    return Buffer.from(room.subarray(0, this.length));
  }

  #append(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    room.set(bytes, this.length);
    this.length += bytes.length;
  }

  #byte(value: number): void {
    room[this.length++] = value;
  }

  #unsigned(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#byte((rest % 0x80) | 0x80);
    this.#byte(rest);
  }

  #makeRoom(bytes: number): void {
    if (this.length + bytes <= room.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(room.length * 2, this.length + bytes));
    room.copy(larger, 0, 0, this.length);
    room = larger;
  }
}
