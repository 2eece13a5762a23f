import type { BitOutput } from './bit-output.js';
import type { DeflateCode } from './deflate-code.js';
import { WINDOW } from './deflate-symbols.js';
import type { KnownForms, LayoutSequence } from './layout-sequence.js';
import { SLACK, type LayoutPart, type SequenceForm } from './sequence-form.js';
import { wholeText, type PartedText, type TextLayout } from './text-layout.js';

const NONE = new Int32Array(0);

/** The last text of a layout in this document; its place is -∞ before there is one. */
interface Written {
  place: number;
  offsets: Int32Array;
  /** Of its sequence, and the first of them that is its own. */
  holes: readonly string[];
  hole: number;
}

/**
 * Writes texts of layouts, as many as stand behind one another at once. None is formed: bits of fixed text are known, what
 * stood in the text of that layout before is a match when it is near enough, and only what is new in the holes is coded.
 */
export class SequenceCoder {
  #sequence: LayoutSequence;
  #holes: string[] = [];
  #texts: PartedText[] = [];
  #waitingBytes = 0;
  readonly #written = new Map<TextLayout, Written>();
  /** Those of the layouts of the form that was written last. */
  #lastForm: SequenceForm | undefined;
  #lastWritten: readonly Written[] = [];
  /** A match that may still grow. */
  #length = 0;
  #distance = 0;
  /** The CRC register after, and the bytes of, what `write` wrote last. */
  crc = 0;
  bytes = 0;

  constructor(
    private readonly code: DeflateCode,
    private readonly output: BitOutput,
    private readonly forms: KnownForms,
  ) {
    this.#sequence = forms.empty;
  }

  /** Texts that `write` has not written yet. */
  get waiting(): number {
    return this.#texts.length;
  }

  /** Bytes of the texts that wait. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  add(text: PartedText): void {
    const { layout, holes } = text;
    this.#sequence = this.#sequence.with(layout);
    this.#waitingBytes += layout.length;
    for (const hole of holes) {
      this.#holes.push(hole);
      this.#waitingBytes += hole.length;
    }
    this.#texts.push(text);
  }

  forget(): void {
    this.#written.clear();
    [this.#lastForm, this.#lastWritten] = [undefined, []];
    [this.#length, this.#distance] = [0, 0];
    this.#clear();
  }

  /**
   * Writes the texts that wait, at a place of the stream. @param crc register before them
   * @returns false when they are to be written as any other text
   */
  write(place: number, crc: number): boolean {
    const holes = this.#holes;
    const form = this.#sequence.formOf(holes);
    if (!form) return false;
    this.crc = form.crcAfter(crc, holes);
    this.bytes = form.length;
    this.output.reserve(2 * form.length + 64);
    const written = this.#writtenOf(form);
    for (let i = 0; i < written.length; i++) this.#part(form, i, written[i]!, place, holes);
    this.#flush();
    return true;
  }

  /** Lets go of the texts that waited. @returns them as one */
  taken(): () => string {
    const texts = this.#texts;
    this.#clear();
    return () => texts.map(wholeText).join('');
  }

  #clear(): void {
    this.#sequence = this.forms.empty;
    this.#holes = [];
    this.#texts = [];
    this.#waitingBytes = 0;
  }

  #writtenOf(form: SequenceForm): readonly Written[] {
    if (form !== this.#lastForm) {
      this.#lastForm = form;
      this.#lastWritten = form.parts.map(({ layout }) => {
        let written = this.#written.get(layout);
        if (!written) this.#written.set(layout, (written = { place: -Infinity, offsets: NONE, holes: [], hole: 0 }));
        return written;
      });
    }
    return this.#lastWritten;
  }

  #part(form: SequenceForm, nth: number, before: Written, place: number, holes: readonly string[]): void {
    const { output, code } = this;
    const part = form.parts[nth]!;
    const { start, offsets, hole: own } = part;
    const near = place + start - before.place + SLACK <= WINDOW;
    const steps = form.stepsOf(nth, near ? sameHoles(part, holes, before) : -1);
    for (let i = 0; i < steps.length; i++) {
      const { bits, length, piece, hole } = steps[i]!;
      if (bits.count > 0) {
        this.#flush();
        output.putChunks(bits);
      }
      let from = 0;
      if (length > 0) {
        const distance = place + start + offsets[piece]! - before.place - before.offsets[piece]!;
        if (distance !== this.#distance) this.#flush();
        this.#distance = distance;
        this.#length += length;
        // What the hole has in common with the one before belongs to the match.
        if (hole >= 0) from = agreeing(holes[own + hole]!, before.holes[before.hole + hole]!);
        this.#length += from;
      }
      if (hole < 0) continue;
      const text = holes[own + hole]!;
      if (from === text.length) continue;
      this.#flush();
      output.putText(text, from, code.entries);
    }
    before.place = place + start;
    before.offsets = offsets;
    before.holes = holes;
    before.hole = own;
  }

  /** Writes the match that was still growing. */
  #flush(): void {
    if (this.#length > 0) this.code.putMatch(this.output, this.#length, this.#distance);
    this.#length = 0;
    this.#distance = 0;
  }
}

/** Which holes of a part hold what they held before, bit by bit. */
function sameHoles({ hole, holes: count }: LayoutPart, holes: readonly string[], before: Written): number {
  let same = 0;
  for (let i = 0; i < count; i++) if (holes[hole + i] === before.holes[before.hole + i]) same |= 1 << i;
  return same;
}

function agreeing(one: string, other: string): number {
  let i = 0;
  while (i < one.length && one.charCodeAt(i) === other.charCodeAt(i)) i++;
  return i;
}
