import {
  DEFAULT_QUALITY,
  DocumentBytes,
  GzipBlockWriter,
  GzipDocument,
  IntervalBlockWriter,
  type PartedText,
  type ReadingColumns,
  wholeText,
} from '@greenledger/espi';

/** What the entries of a feed are written to: as they are, or compressed while they are written. */
export interface FeedDocument {
  /** Bytes to be sent that were not taken yet. */
  readonly length: number;
  text(text: string): void;
  parted(text: PartedText): void;
  /** @returns false when no reading with a value is shown, and nothing was written */
  block(head: PartedText, columns: ReadingColumns, tail: PartedText, shows?: (start: number) => boolean): boolean;
  /** The bytes, valid until more is written. */
  take(): Uint8Array;
}

/** A document that holds the parts of many, one after the other. */
export interface WholeFeed extends FeedDocument {
  /** Bytes so far, as they are when unpacked. */
  readonly plainLength: number;
  /** Nothing may be written after it but what is taken. */
  end(): void;
  /** Gives the room to the next feed. */
  close(): void;
}

const ROOM = 256 * 1024;
/** Rooms that wait for their next feed; those of more feeds at once are given back to the machine. */
const MOST_WAITING = 32;
/** Both are used by one block at a time, from its first byte to its last. */
const plainBlocks = new IntervalBlockWriter(DEFAULT_QUALITY);
const gzipBlocks = new GzipBlockWriter(DEFAULT_QUALITY);

/** Entries as they are. */
export class PlainFeed implements WholeFeed {
  static readonly #waiting: DocumentBytes[] = [];
  readonly #document = PlainFeed.#waiting.pop() ?? new DocumentBytes(ROOM);

  #taken = 0;

  get length(): number {
    return this.#document.length;
  }

  get plainLength(): number {
    return this.#taken + this.#document.length;
  }

  text(text: string): void {
    this.#document.text(text);
  }

  parted(text: PartedText): void {
    this.#document.text(wholeText(text));
  }

  block(head: PartedText, columns: ReadingColumns, tail: PartedText, shows?: (start: number) => boolean): boolean {
    return plainBlocks.append(this.#document, wholeText(head), columns, wholeText(tail), shows);
  }

  take(): Uint8Array {
    this.#taken += this.#document.length;
    return this.#document.take();
  }

  end(): void {
    // Plain text has no trailer.
  }

  /** Gives the room to the next feed; nothing may be written any more. */
  close(): void {
    this.#document.take();
    if (PlainFeed.#waiting.length < MOST_WAITING) PlainFeed.#waiting.push(this.#document);
  }
}

/** A whole feed as one gzip member, written straight from its values. */
export class GzipFeed implements WholeFeed {
  static readonly #waiting: GzipDocument[] = [];
  readonly #document = GzipFeed.#waiting.pop() ?? new GzipDocument();

  get length(): number {
    return this.#document.length;
  }

  /** Bytes so far, as they are when unpacked. */
  get plainLength(): number {
    return this.#document.plainLength;
  }

  text(text: string): void {
    this.#document.text(text);
  }

  parted(text: PartedText): void {
    this.#document.parted(text);
  }

  block(head: PartedText, columns: ReadingColumns, tail: PartedText, shows?: (start: number) => boolean): boolean {
    return gzipBlocks.append(this.#document, head, columns, tail, shows);
  }

  take(): Uint8Array {
    return this.#document.take();
  }

  /** Writes the end of the member, which is taken as everything else. */
  end(): void {
    this.#document.end();
  }

  /** Gives the room to the next feed; nothing may be written any more. */
  close(): void {
    this.#document.restart();
    if (GzipFeed.#waiting.length < MOST_WAITING) GzipFeed.#waiting.push(this.#document);
  }
}
