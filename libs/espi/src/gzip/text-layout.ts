const UTF8 = new TextEncoder();

/**
 * Text of fixed pieces with holes between them, as the entries of one kind are. It is made once and used by all documents of the
 * process: how its pieces are compressed is worked out when they are first written, and known by this very object.
 */
export class TextLayout {
  #length = -1;

  /**
   * @param pieces one more than holes
   * @param names of the holes, those of other layouts too: what has one name is likely to hold one text, within an entry and
   *   from an entry to the next
   */
  constructor(
    readonly pieces: readonly string[],
    readonly names: readonly string[] = [],
  ) {}

  /** Bytes of all pieces. */
  get length(): number {
    if (this.#length < 0) this.#length = UTF8.encode(this.pieces.join('')).length;
    return this.#length;
  }

  /** The layout of a text in which `placeholders` stand where the holes are, which are named by them. @param placeholders a global expression */
  static of(text: string, placeholders: RegExp): TextLayout {
    return new TextLayout(text.split(placeholders), text.match(placeholders) ?? []);
  }
}

/** A text of a layout: what stands in its holes. */
export interface PartedText {
  readonly layout: TextLayout;
  /** ASCII. */
  readonly holes: readonly string[];
}

/** The text itself. */
export function wholeText({ layout: { pieces }, holes }: PartedText): string {
  let text = pieces[0]!;
  for (let i = 0; i < holes.length; i++) text += holes[i]! + pieces[i + 1]!;
  return text;
}
