import { BitOutput } from './bit-output.js';
import { crc32, CRC_START } from './crc32.js';
import { FEED_CODE } from './feed-code.js';
import { KnownForms } from './layout-sequence.js';
import type { ReadingRuns } from './reading-runs.js';
import { SequenceCoder } from './sequence-coder.js';
import type { PartedText } from './text-layout.js';
import { TextCoder } from './text-coder.js';

/** Member header without name and time (RFC 1952): deflate, fastest, unknown system. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255);
/** Text is coded when so much of it has come together, or when readings follow; far less than its buffer takes. */
const ENOUGH_TEXT = 16 * 1024;
/** Texts of layouts are written when so many wait: what stands around readings is fewer. */
const ENOUGH_LAYOUTS = 12;

/** Of all documents of this process. */
const FORMS = new KnownForms();

/**
 * A document as it grows, as one gzip member. Text is compressed as it comes; texts of layouts and readings are never formed, but
 * written at once as the bits that give their text when they are unpacked.
 */
export class GzipDocument {
  readonly #output = new BitOutput(128 * 1024);
  readonly #coder = new TextCoder(FEED_CODE, this.#output);
  readonly #sequence: SequenceCoder;
  /** The texts of layouts that were written last, and their place: text that follows may still repeat them. */
  #unformed: { readonly text: () => string; readonly place: number } | undefined;
  /** Text that is not even bytes yet. */
  #text = '';
  /** Text in the buffer of the coder from here on is not coded yet. */
  #coded = 0;
  #crc = CRC_START;
  #plainLength = 0;

  constructor(forms: KnownForms = FORMS) {
    this.#sequence = new SequenceCoder(FEED_CODE, this.#output, forms);
    this.restart();
  }

  /** Begins another document in the same room. */
  restart(): void {
    this.#output.take();
    this.#coder.forget();
    this.#sequence.forget();
    this.#unformed = undefined;
    [this.#text, this.#coded, this.#crc, this.#plainLength] = ['', 0, CRC_START, 0];
    this.#output.append(HEADER, 0, 0);
    FEED_CODE.openBlock(this.#output);
  }

  /** Bytes compressed and not taken yet; the last text is not among them. */
  get length(): number {
    return this.#output.length;
  }

  /** Bytes of the document so far, as they are when unpacked. */
  get plainLength(): number {
    this.#form();
    return this.#plainLength + this.#sequence.waitingBytes;
  }

  text(text: string): void {
    if (this.#sequence.waiting > 0) this.#writeSequence();
    this.#text += text;
    if (this.#text.length >= ENOUGH_TEXT) this.#code();
  }

  /** Writes a text of a layout: once it is known what comes behind it. */
  parted(text: PartedText): void {
    if (this.#sequence.waiting >= ENOUGH_LAYOUTS) this.#writeSequence();
    this.#sequence.add(text);
  }

  /** Values and what stands between them. @see ReadingRuns.write */
  readings(runs: ReadingRuns, connector: number, start: number, step: number, count: number): void {
    this.#code();
    const values = runs.write(this.#output, connector, start, step, count, this.#crc);
    this.#crc = runs.crc;
    this.#plainLength += values + (count - 1) * runs.lengthOf(connector);
  }

  /** Ends the member; nothing may follow. */
  end(): void {
    this.#code();
    FEED_CODE.closeBlock(this.#output);
    const trailer = new DataView(new ArrayBuffer(8));
    trailer.setInt32(0, ~this.#crc, true);
    trailer.setUint32(4, this.#plainLength % 2 ** 32, true);
    this.#output.append(new Uint8Array(trailer.buffer), 0, 0);
  }

  /** What is compressed so far, valid until more is written. */
  take(): Uint8Array {
    return this.#output.take();
  }

  /** Text becomes bytes in one go, which costs less than in many. */
  #form(): void {
    const { known } = this.#coder;
    if (this.#text === '') return;
    if (this.#unformed) this.#formSequence(this.#unformed);
    while (this.#text !== '') {
      if (known.free < ENOUGH_TEXT) {
        this.#codeFormed();
        this.#coded -= known.makeRoom();
      }
      known.runAt(this.#plainLength);
      const end = known.end;
      const taken = known.addText(this.#text);
      this.#plainLength += known.end - end;
      this.#text = taken === this.#text.length ? '' : this.#text.slice(taken);
    }
  }

  /** All is coded up to here. */
  #formSequence(sequence: { readonly text: () => string; readonly place: number }): void {
    const { known } = this.#coder;
    this.#unformed = undefined;
    const text = sequence.text();
    if (text.length > ENOUGH_TEXT / 4) return;
    if (known.free < ENOUGH_TEXT) known.makeRoom();
    known.runAt(sequence.place);
    const from = known.end;
    known.addText(text);
    this.#coder.learn(from);
    this.#coded = known.end;
  }

  #code(): void {
    if (this.#sequence.waiting > 0) this.#writeSequence();
    this.#form();
    this.#codeFormed();
  }

  #writeSequence(): void {
    const sequence = this.#sequence;
    this.#form();
    this.#codeFormed();
    const place = this.#plainLength;
    const written = sequence.write(place, this.#crc);
    const text = sequence.taken();
    if (written) {
      this.#crc = sequence.crc;
      this.#plainLength += sequence.bytes;
      this.#unformed = { text, place };
    } else {
      this.#text = text();
    }
  }

  #codeFormed(): void {
    const { known } = this.#coder;
    if (known.end === this.#coded) return;
    this.#crc = crc32(this.#crc, known.bytes, this.#coded, known.end);
    this.#coder.encode(this.#coded);
    this.#coded = known.end;
  }
}
