/** One line of a text file, without its line end. */
export interface TextLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
  /** False for a last line that the file ends in the middle of, or without a line end. */
  readonly terminated: boolean;
  /** The line was longer than the limit; `text` holds its beginning only. */
  readonly overlong: boolean;
}

const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

/**
 * Splits bytes into lines at LF or CRLF, one character per byte (ISO 8859-1), so that no content can make it fail.
 * Memory is bounded: of a line longer than `limit` characters only the beginning is kept.
 */
export class LineSplitter {
  #rest = '';
  #overlong = false;
  #number = 0;
  #started = false;

  constructor(private readonly limit: number) {}

  /** Whether the next byte begins a line. */
  get atLineStart(): boolean {
    return this.#rest === '' && !this.#overlong;
  }

  /** Counts a line that somebody else has read: only where a line begins, and not before the first. @returns its number */
  passLine(): number {
    return ++this.#number;
  }

  /** The lines that end inside these bytes. */
  push(bytes: Uint8Array): TextLine[] {
    let text = latin1(bytes);
    if (!this.#started && text.length > 0) {
      this.#started = true;
      if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(BYTE_ORDER_MARK.length);
    }
    const lines: TextLine[] = [];
    let from = 0;
    for (;;) {
      const end = text.indexOf('\n', from);
      if (end < 0) break;
      // A line that stands in this chunk as a whole, as nearly every one does, is cut out once.
      if (this.#rest === '' && !this.#overlong && end - from <= this.limit) {
        const last = end > from && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
        lines.push({ number: ++this.#number, text: text.slice(from, last), terminated: true, overlong: false });
      } else {
        this.#extend(text, from, end);
        lines.push(this.#finish(true));
      }
      from = end + 1;
    }
    this.#extend(text, from, text.length);
    return lines;
  }

  /** The last line, when the file does not end with a line end. */
  end(): TextLine[] {
    return this.#rest.length > 0 ? [this.#finish(false)] : [];
  }

  #extend(text: string, from: number, to: number): void {
    // Two characters more than the limit: room for a CR, and one to see that the line is too long.
    const room = this.limit + 2 - this.#rest.length;
    if (to - from > room) this.#overlong = true;
    if (room > 0) this.#rest += text.slice(from, Math.min(to, from + room));
  }

  #finish(terminated: boolean): TextLine {
    let text = this.#rest;
    if (terminated && !this.#overlong && text.endsWith('\r')) text = text.slice(0, -1);
    const overlong = this.#overlong || text.length > this.limit;
    if (overlong) text = text.slice(0, this.limit);
    this.#rest = '';
    this.#overlong = false;
    return { number: ++this.#number, text, terminated, overlong };
  }
}

const STEP = 8_192;
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** One character per byte; TextDecoder has no true ISO 8859-1 (its `latin1` is windows-1252). */
function latin1(bytes: Uint8Array): string {
  // Nearly every chunk is ASCII, where both are the same and this is many times faster. Any other byte makes the text shorter, or U+FFFD.
  const ascii = UTF_8.decode(bytes);
  if (ascii.length === bytes.length && !ascii.includes('\ufffd')) return ascii;
  let text = '';
  for (let i = 0; i < bytes.length; i += STEP) text += String.fromCharCode(...bytes.subarray(i, i + STEP));
  return text;
}
