import { type XmlElement } from '@greenledger/espi';
import { addLink, type EntryLinks } from '../../espi/links.js';

/** Elements of one entry, at most; more are refused together. */
export const MOST_ELEMENTS = 5_000;

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

/** One Atom entry of a customer feed while it is being read: the links, and the resource as a tree. */
export class CustomerEntry {
  readonly links: EntryLinks = { related: [] };
  #resource: OpenElement | undefined;
  readonly #open: OpenElement[] = [];
  #elements = 0;

  constructor(readonly line: number) {}

  /** The resource of the content; undefined while there is none. */
  get resource(): XmlElement | undefined {
    return this.#resource;
  }

  get isTooLong(): boolean {
    return this.#elements > MOST_ELEMENTS;
  }

  link(rel: string | undefined, href: string | undefined): void {
    addLink(this.links, rel, href);
  }

  /** An element of the content begins. */
  open(name: string, namespace: string): void {
    const element: OpenElement = { name, namespace, attributes: {}, children: [], text: '' };
    // What is too long is refused: there is no need to keep more of it.
    if (++this.#elements <= MOST_ELEMENTS) this.#open.at(-1)?.children.push(element);
    if (this.#open.length === 0) this.#resource ??= element;
    this.#open.push(element);
  }

  /** The innermost element of the content ends. */
  close(text: string): void {
    this.#open.pop()!.text = text.trim();
  }
}
