import { FieldFault } from '../../field-fault.js';
import { UnrecognizedFileError } from '../../meter-readings.js';
import { XmlEvents } from '../../espi/xml-events.js';
import type { CisRecord } from '../cis-records.js';
import { LONGEST_FIELD, type CisReject, type CisRow } from '../cis-row.js';
import type { CisReason } from '../reason-codes.js';
import { CustomerDocument } from './customer-document.js';
import type { CustomerEntry } from './customer-entry.js';
import { CustomerGroup, customerPathOf, isPlaced } from './customer-group.js';
import { elementReject } from './element-names.js';
import { rowsOfCustomer } from './rows-of-customer.js';
import { ToldUsagePoints } from './usage-points.js';

/** Customers whose entries are waited for at the same time. The one that has been silent longest is taken as complete. */
export const MOST_OPEN_CUSTOMERS = 2_000;
/** Entries that wait, at most: some customers have thousands of services. */
const MOST_OPEN_ENTRIES = 50_000;

/** What is not taken, and why: one line for each kind of resource. */
const UNTAKEN: Readonly<Record<string, string>> = {
  Statement: 'a Statement is a document without amounts; bills come as CSV',
  ServiceSupplier: 'the supplier is this utility',
  LocalTimeParameters: 'the zone is that of the service, or the setting TIME_ZONE',
  ProgramIdMappings: 'names of prices, not of programmes',
};

export type EspiCustomerLine = (CisRow | CisRecord | CisReject) | { readonly kind: 'remark'; readonly text: string };

/**
 * Reads an ESPI customer file (RetailCustomer, 1.1 to 4.0) as it arrives: the rows that a CSV extract would have, and a reject
 * for each entry that gives none. Entries may stand in any order as long as those of one customer are near each other. Memory is
 * bounded by the customers that are open, and the ids of usage points. A file that breaks off gives what was complete, then a
 * reject that says where it broke.
 * @throws UnrecognizedFileError before anything is given out, when the file is no ESPI.
 */
export async function* readEspiCustomers(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<EspiCustomerLine, void, undefined> {
  const document = new CustomerDocument();
  const xml = new XmlEvents(document, LONGEST_FIELD);
  const customers = new OpenCustomers();
  let begun = false;
  try {
    for await (const chunk of bytes) {
      begun ||= chunk.length > 0;
      xml.write(chunk);
      for (const entry of document.take()) yield* customers.take(entry);
    }
    if (!begun) throw new UnrecognizedFileError('The file is empty');
    xml.end();
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    const { code, value } = error as FieldFault<string>;
    for (const entry of document.take()) yield* customers.take(entry);
    yield* customers.end();
    return yield elementReject(xml.line, code as CisReason, 'line', value.replace(/[^\x20-\x7e]/g, '?'), '');
  }
  for (const entry of document.take()) yield* customers.take(entry);
  yield* customers.end();
}

/** The customers whose entries may still come, the one that was spoken of last at the end. */
class OpenCustomers {
  readonly #open = new Map<string, { readonly group: CustomerGroup; entries: number }>();
  readonly #usagePoints = new ToldUsagePoints();
  readonly #untaken = new Map<string, number>();
  #entries = 0;

  *take(entry: CustomerEntry): Generator<EspiCustomerLine, void, undefined> {
    const name = entry.resource?.name ?? '';
    if (entry.isTooLong) return yield reject(entry, 'entry-too-long', name);
    if (name === 'UsagePoint') return this.#usagePoints.add(entry);
    if (!isPlaced(name)) return this.#count(name || 'an entry without content');
    const customer = customerPathOf(entry);
    if (customer === undefined) return yield reject(entry, 'entry-without-place', name);
    const known = this.#open.get(customer) ?? { group: new CustomerGroup(), entries: 0 };
    this.#open.delete(customer);
    this.#open.set(customer, known);
    known.group.add(name, entry.links.self!, entry);
    known.entries++;
    this.#entries++;
    while (this.#open.size > MOST_OPEN_CUSTOMERS || (this.#entries > MOST_OPEN_ENTRIES && this.#open.size > 1)) yield* this.#closeOldest();
  }

  *end(): Generator<EspiCustomerLine, void, undefined> {
    while (this.#open.size > 0) yield* this.#closeOldest();
    for (const [name, count] of this.#untaken)
      yield { kind: 'remark', text: `${name} (${count}): not taken; ${UNTAKEN[name] ?? 'it tells nothing of customers and services'}` };
  }

  *#closeOldest(): Generator<EspiCustomerLine, void, undefined> {
    const [path, { group, entries }] = this.#open.entries().next().value!;
    this.#open.delete(path);
    this.#entries -= entries;
    yield* rowsOfCustomer(group, this.#usagePoints);
  }

  #count(name: string): void {
    const known = this.#untaken.has(name) || this.#untaken.size < 50 ? name : 'other resources';
    this.#untaken.set(known.slice(0, 64), (this.#untaken.get(known.slice(0, 64)) ?? 0) + 1);
  }
}

const reject = ({ line, links }: CustomerEntry, code: CisReason, name: string): CisReject =>
  elementReject(line, code, name, '', links.self ?? links.up ?? '');
