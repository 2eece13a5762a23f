import { addLink, type EntryLinks } from './links.js';
import { IntervalBlock } from './interval-block.js';
import { wholeOf } from './numbers.js';
import { READING_TYPE_MEMBERS } from './reading-type.js';

export const ATOM = 'http://www.w3.org/2005/Atom';
/** The same in every version of the standard. */
export const ESPI = 'http://naesb.org/espi';
export const ESPI_CUSTOMER = 'http://naesb.org/espi/customer';

/** One Atom entry while it is being read: links may stand before its content or behind it. */
export class Entry {
  readonly links: EntryLinks = { related: [] };
  readonly blocks: IntervalBlock[] = [];
  readonly readingType: Record<string, string | undefined> = {};
  updated: string | undefined;
  serviceKind: number | undefined;
  /** Name of the resource that the content holds. */
  resource: string | undefined;
  #open: IntervalBlock | undefined;
  readonly #names: string[] = [];

  constructor(readonly line: number) {}

  link(rel: string | undefined, href: string | undefined): void {
    addLink(this.links, rel, href);
  }

  /** An ESPI element begins. */
  open(name: string, line: number): void {
    if (this.#names.length === 0) {
      this.resource ??= name;
      if (name === 'IntervalBlock') this.blocks.push((this.#open = new IntervalBlock(line)));
    }
    this.#names.push(name);
  }

  /** The innermost ESPI element ends. @returns whether a reading has been added. */
  close(text: string, line: number, room: boolean): boolean {
    const name = this.#names.pop()!;
    const parent = this.#names.at(-1) ?? '';
    if (this.#open) {
      const before = this.#open.readings.length;
      this.#open.take(parent, name, text, line, room);
      const added = this.#open.readings.length > before;
      if (added) this.#open.counted++;
      if (this.#names.length === 0) this.#open = this.#closeBlock(line);
      return added;
    }
    if (parent === 'ReadingType' && READING_TYPE_MEMBERS.has(name)) this.readingType[name] = text;
    else if (parent === 'ServiceCategory' && name === 'kind') this.serviceKind = wholeOf(text);
    return false;
  }

  #closeBlock(line: number): undefined {
    this.#open!.lastLine = line;
    return undefined;
  }
}
