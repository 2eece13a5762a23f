import { contribution, passingTables } from './crc32.js';

const UTF8 = new TextEncoder();
/** Tables by length, each worked out once; frames of one origin have few lengths. */
const TABLES = new Map<number, Int32Array>();
const MOST_TABLES = 256;

/** Text that comes again and again in a stream, with what is needed to write it as a match: worked out when that first happens. */
export class FixedText {
  #length = -1;
  #crc = 0;
  #tables: Int32Array | undefined;

  constructor(readonly text: string) {}

  /** In bytes. */
  get length(): number {
    if (this.#length < 0) this.#length = isAscii(this.text) ? this.text.length : UTF8.encode(this.text).length;
    return this.#length;
  }

  /** The CRC register after this text. */
  after(register: number): number {
    const tables = (this.#tables ??= this.#prepare());
    return (
      this.#crc ^
      tables[register & 0xff]! ^
      tables[0x100 + ((register >>> 8) & 0xff)]! ^
      tables[0x200 + ((register >>> 16) & 0xff)]! ^
      tables[0x300 + (register >>> 24)]!
    );
  }

  #prepare(): Int32Array {
    const length = this.length;
    this.#crc = contribution(UTF8.encode(this.text), 0);
    let tables = TABLES.get(length);
    if (!tables) {
      if (TABLES.size === MOST_TABLES) TABLES.clear();
      TABLES.set(length, (tables = passingTables(length)));
    }
    return tables;
  }
}

/** Faster than to encode it, and nearly always so. */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
