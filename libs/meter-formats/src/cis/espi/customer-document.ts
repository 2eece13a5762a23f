import { ATOM, ESPI, ESPI_CUSTOMER } from '../../espi/entry.js';
import type { XmlHandler } from '../../espi/xml-events.js';
import { UnrecognizedFileError } from '../../meter-readings.js';
import { CustomerEntry } from './customer-entry.js';

/** Turns the elements of one customer document into its entries; `take` hands out those that ended since it was last asked. */
export class CustomerDocument implements XmlHandler {
  readonly #names: string[] = [];
  #entry: CustomerEntry | undefined;
  #found: CustomerEntry[] = [];

  open(namespace: string, name: string, attribute: (name: string) => string | undefined, line: number): void {
    if (this.#names.length === 0) expectRoot(namespace, name);
    const own = namespace === ESPI || namespace === ESPI_CUSTOMER;
    this.#names.push(namespace === ATOM ? `atom:${name}` : own ? 'espi' : 'other');
    if (namespace === ATOM && name === 'entry') this.#entry ??= new CustomerEntry(line);
    else if (namespace === ATOM && name === 'link') this.#entry?.link(attribute('rel'), attribute('href'));
    else if (own) (this.#entry ??= new CustomerEntry(line)).open(name, namespace);
  }

  close(text: string): void {
    const element = this.#names.pop()!;
    if (element === 'espi') this.#entry!.close(text);
    // A bare resource as the root of the file has no entry around it.
    if (element !== 'atom:entry' && this.#names.length > 0) return;
    if (this.#entry) this.#found.push(this.#entry);
    this.#entry = undefined;
  }

  take(): CustomerEntry[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

function expectRoot(namespace: string, name: string): void {
  if ((namespace === ATOM && (name === 'feed' || name === 'entry')) || namespace === ESPI || namespace === ESPI_CUSTOMER) return;
  throw new UnrecognizedFileError(
    `An ESPI customer file begins with an Atom feed or entry; this begins with the element ${name.slice(0, 32)}`,
  );
}
