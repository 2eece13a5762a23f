import { SaxesParser, type SaxesTagNS } from 'saxes';
import { FieldFault } from '../field-fault.js';
import { UnrecognizedFileError } from '../meter-readings.js';
import type { EspiReason } from './reason-codes.js';

/** What the parser tells. Names are local names; `line` is 1-based. */
export interface XmlHandler {
  open(namespace: string, name: string, attribute: (name: string) => string | undefined, line: number): void;
  /** @param text what stands between the tags, when no other element stands there. */
  close(text: string, line: number): void;
}

const MOST_DEPTH = 64;
/** Characters without any element beginning or ending: a text, a comment, an attribute. */
const MOST_SILENCE = 1_048_576;
/** Characters of a text that are kept: no number of a meter file is longer. */
const MOST_TEXT = 256;
const STEP = 65_536;
const BLANKS_BEFORE = /^[ \t\r\n]+/;

/**
 * A streaming XML parser with limits: depth, length of texts, no document type declaration and so no entities of its own.
 * Throws FieldFault for what breaks off the reading, UnrecognizedFileError for what is refused before the first element.
 */
export class XmlEvents {
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  /** A byte that is no UTF-8 becomes U+FFFD, in no number and no link that is followed: it does not take the whole file with it. */
  readonly #decoder = new TextDecoder('utf-8');
  #depth = 0;
  /** Where the last element began or ended. */
  #event = { position: 0, line: 1 };
  #text = '';
  #started = false;
  #linesBefore = 0;
  #rootSeen = false;
  #lastLine: number | undefined;

  /** @param mostText characters of a text that are certainly kept; of a longer one there are more than these, so that it shows */
  constructor(
    private readonly handler: XmlHandler,
    private readonly mostText = MOST_TEXT,
  ) {
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('closetag', () => this.#close());
    this.#parser.on('text', (text) => this.#append(text));
    this.#parser.on('cdata', (text) => this.#append(text));
    this.#parser.on('doctype', () => {
      throw new UnrecognizedFileError('The file has a document type declaration (DOCTYPE), which is refused for safety; send it without');
    });
    this.#parser.on('xmldecl', ({ encoding }) => {
      if (encoding && !/^(utf-?8|us-ascii)$/i.test(encoding))
        throw new UnrecognizedFileError('The file says that it is not in UTF-8; send it in UTF-8');
    });
  }

  /** Where the parser stands, or where it stood when the file ended. */
  get line(): number {
    return (this.#lastLine ?? this.#parser.line) + this.#linesBefore;
  }

  /** The handler's own faults pass; the parser's become `xml-not-well-formed`. */
  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += STEP) this.#parse(this.#decoder.decode(bytes.subarray(at, at + STEP), { stream: true }));
  }

  end(): void {
    this.#parse(this.#decoder.decode());
    // The parser starts anew when it is closed, and forgets its line.
    this.#lastLine = this.#parser.line;
    this.#guard(() => this.#parser.close());
  }

  #parse(chunk: string): void {
    let text = chunk;
    if (!this.#started) {
      // Blanks before the XML declaration are no XML, but some senders have them.
      const blanks = BLANKS_BEFORE.exec(text)?.[0] ?? '';
      this.#linesBefore += blanks.split('\n').length - 1;
      text = text.slice(blanks.length);
      if (text === '') return;
      this.#started = true;
    }
    this.#guard(() => {
      this.#parser.write(text);
      this.#expectEvent();
    });
  }

  #guard(parse: () => void): void {
    try {
      parse();
    } catch (error) {
      if (error instanceof FieldFault || error instanceof UnrecognizedFileError) throw error;
      throw this.#fault('xml-not-well-formed', error instanceof Error ? error.message : '');
    }
  }

  #fault(code: EspiReason, value: string): Error {
    if (this.#rootSeen) return new FieldFault<EspiReason>(code, 'line', value);
    return new UnrecognizedFileError(`The file is no well-formed XML (${value || 'nothing but text'})`);
  }

  #open({ uri, local, attributes }: SaxesTagNS): void {
    this.#rootSeen = true;
    this.#markEvent();
    this.#text = '';
    if (++this.#depth > MOST_DEPTH) throw new FieldFault<EspiReason>('xml-too-deep', 'element', local);
    this.handler.open(uri, local, (name) => attributes[name]?.value, this.line);
  }

  #close(): void {
    this.#markEvent();
    this.#depth--;
    this.handler.close(this.#text, this.line);
    this.#text = '';
  }

  #markEvent(): void {
    this.#expectEvent();
    this.#event = { position: this.#parser.position, line: this.#parser.line };
  }

  /** Asked at each event and after each piece of the file, so that it does not matter how the file is cut into pieces. */
  #expectEvent(): void {
    if (this.#parser.position - this.#event.position <= MOST_SILENCE) return;
    this.#lastLine = this.#event.line;
    throw this.#fault('xml-too-long', '');
  }

  /** Nothing that is read is longer; a value that is cut would still be too long for a number. */
  #append(text: string): void {
    if (this.#text.length <= this.mostText) this.#text += text.slice(0, this.mostText + 1);
  }
}
