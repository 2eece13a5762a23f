import { BitOutput } from './bit-output.js';
import { crc32, CRC_START } from './crc32.js';
import { FEED_CODE } from './feed-code.js';
import { FixedText } from './fixed-text.js';
import { FrameCoder } from './frame-coder.js';
import { wholeText, type PartedText } from './parted-text.js';
import type { ReadingRuns } from './reading-runs.js';
import { TextCoder } from './text-coder.js';

/** Member header without name and time (RFC 1952): deflate, fastest, unknown system. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255);
/** Text is coded when so much of it has come together, or when readings follow; far less than its buffer takes. */
const ENOUGH_TEXT = 16 * 1024;

/** The end of a block and the beginning of the next one are shorter than this; more stands there once, and is not looked for again. */
const LONGEST_OPENING = 1024;

/**
 * A document as it grows, as one gzip member. Text is compressed as it comes; readings are never formed as text, but written
 * at once as the bits that give their text when they are unpacked.
 */
export class GzipDocument {
  readonly #output = new BitOutput(128 * 1024);
  readonly #coder = new TextCoder(FEED_CODE, this.#output);
  readonly #frames = new FrameCoder(this.#coder);
  /** The last frame when it was never formed, and its place: text that follows may still repeat it. */
  #unformed: (PartedText & { readonly place: number }) | undefined;
  /** What stood before the last frame together with the frame's first piece. */
  #opening = new FixedText('');
  #openingOf: readonly [before: string, first: FixedText] = ['', this.#opening];
  /** Text that is not even bytes yet. */
  #text = '';
  /** Text in the buffer of the coder from here on is not coded yet. */
  #coded = 0;
  #crc = CRC_START;
  #plainLength = 0;

  constructor() {
    this.restart();
  }

  /** Begins another document in the same room. */
  restart(): void {
    this.#output.take();
    this.#coder.forget();
    this.#frames.forget();
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
    return this.#plainLength;
  }

  text(text: string): void {
    this.#text += text;
    if (this.#text.length >= ENOUGH_TEXT) this.#code();
  }

  /**
   * Writes pieces with holes between them: `pieces[0]`, `holes[0]`, `pieces[1]` and so on up to the last piece. What was a piece
   * of the same number in the frame before, the very object, is written as a match.
   * @param holes ASCII
   */
  frame(pieces: FixedText[], holes: readonly string[]): void {
    pieces[0] = this.#withTextBefore(pieces[0]!);
    const start = this.#plainLength;
    const places = new Array<number>(pieces.length);
    let waiting = this.#coded < this.#coder.known.end;
    let repeated = false;
    this.#output.reserve(FrameCoder.mostBytes(pieces, holes));
    for (let i = 0, place = start; i < pieces.length; i++) {
      const piece = pieces[i]!;
      const hole = i < holes.length ? holes[i]! : '';
      places[i] = place;
      if (this.#frames.repeats(i, piece, place)) {
        if (waiting) this.#code();
        [waiting, repeated] = [false, true];
        this.#crc = this.#frames.write(i, piece, hole, place, this.#crc);
        this.#plainLength = place + piece.length + hole.length;
      } else {
        this.#frames.flush();
        this.#text += piece.text + hole;
        waiting = true;
      }
      place += piece.length + hole.length;
    }
    this.#frames.flush();
    this.#code();
    this.#frames.keep({ pieces, places, holes });
    this.#unformed = repeated ? { pieces, holes, place: start } : undefined;
  }

  /** The first piece of a frame with the text that was not coded yet: the same object for as long as both are the same. */
  #withTextBefore(first: FixedText): FixedText {
    if (this.#text.length > LONGEST_OPENING) {
      this.#form();
      return first;
    }
    const [before, knownFirst] = this.#openingOf;
    if (this.#text !== before || first !== knownFirst) {
      this.#opening = new FixedText(this.#text + first.text);
      this.#openingOf = [this.#text, first];
    }
    this.#text = '';
    return this.#opening;
  }

  /** Values and what stands between them. @see ReadingRuns.write */
  readings(runs: ReadingRuns, connector: number, start: number, step: number, count: number): void {
    this.#code();
    const output = this.#output;
    const written = runs.write(connector, start, step, count, output.bits, output.bitCount, this.#crc);
    output.append(written.bytes, written.bits, written.bitCount);
    this.#crc = written.crc;
    this.#plainLength += written.text + (count - 1) * runs.lengthOf(connector);
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
    if (this.#unformed) this.#formFrame(this.#unformed);
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
  #formFrame(frame: PartedText & { readonly place: number }): void {
    const { known } = this.#coder;
    this.#unformed = undefined;
    const text = wholeText(frame);
    if (text.length > ENOUGH_TEXT / 4) return;
    if (known.free < ENOUGH_TEXT) known.makeRoom();
    known.runAt(frame.place);
    const from = known.end;
    known.addText(text);
    this.#coder.learn(from);
    this.#coded = known.end;
  }

  #code(): void {
    this.#form();
    this.#codeFormed();
  }

  #codeFormed(): void {
    const { known } = this.#coder;
    if (known.end === this.#coded) return;
    this.#crc = crc32(this.#crc, known.bytes, this.#coded, known.end);
    this.#coder.encode(this.#coded);
    this.#coded = known.end;
  }
}
