import { resourceIn } from '../../espi/links.js';
import type { CustomerEntry } from './customer-entry.js';

/** Resources of the customer schema that make rows. */
const PLACED = [
  'Customer',
  'CustomerAccount',
  'CustomerAgreement',
  'ServiceLocation',
  'Meter',
  'EndDevice',
  'ProgramDateIdMappings',
] as const;
export type PlacedResource = (typeof PLACED)[number];

export const isPlaced = (name: string): name is PlacedResource => (PLACED as readonly string[]).includes(name);

/** An entry with its place in the tree. */
export interface PlacedEntry extends CustomerEntry {
  /** Its self link, without origin. */
  readonly path: string;
}

/** The entries of one customer, by resource, while they come. */
export class CustomerGroup {
  readonly #entries = new Map<PlacedResource, Map<string, PlacedEntry>>();

  /** One that comes again replaces the earlier one. */
  add(resource: PlacedResource, path: string, entry: CustomerEntry): void {
    let known = this.#entries.get(resource);
    if (!known) this.#entries.set(resource, (known = new Map()));
    known.set(path, Object.assign(entry, { path }));
  }

  all(resource: PlacedResource): readonly PlacedEntry[] {
    return [...(this.#entries.get(resource)?.values() ?? [])];
  }

  get customer(): PlacedEntry | undefined {
    return this.all('Customer')[0];
  }

  accountOf({ path }: PlacedEntry): PlacedEntry | undefined {
    return this.#above('CustomerAccount', path);
  }

  /** The entries of a kind below another entry. */
  below(resource: PlacedResource, { path }: PlacedEntry): readonly PlacedEntry[] {
    return this.all(resource).filter((entry) => entry.path.startsWith(`${path}/`));
  }

  /** Whether the entry stands below one of a kind that is in the file. */
  isBelow(resource: PlacedResource, { path }: PlacedEntry): boolean {
    return this.#above(resource, path) !== undefined;
  }

  #above(resource: PlacedResource, path: string): PlacedEntry | undefined {
    const above = resourceIn(path, resource);
    return above === undefined ? undefined : this.#entries.get(resource)?.get(above);
  }
}

/** The path of the customer that an entry belongs to; undefined when its links do not tell. */
export function customerPathOf({ links }: CustomerEntry): string | undefined {
  return resourceIn(links.self, 'Customer');
}
