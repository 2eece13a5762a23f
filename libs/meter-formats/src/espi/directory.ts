import { type EntryLinks, idOf, resourceIn } from './links.js';
import type { WrittenReadingType } from './reading-type.js';

/** Entries remembered of each kind: the resources of a bulk file of some hundred thousand meters. */
const MOST = 500_000;

/** What the entries of a file say about each other: who measures what. By path; bounded. */
export class EspiDirectory {
  readonly #readingTypes = new Map<string, WrittenReadingType>();
  /** MeterReading → ReadingType. */
  readonly #typeOf = new Map<string, string>();
  /** ReadingType that has not come yet → MeterReadings that wait for it. */
  readonly #readBy = new Map<string, string[]>();
  /** UsagePoint → ServiceKind. */
  readonly #serviceOf = new Map<string, number>();

  /** @returns the MeterReadings whose ReadingType is known from now on. */
  addReadingType(links: EntryLinks, written: WrittenReadingType): readonly string[] {
    if (!links.self || this.#readingTypes.size >= MOST) return [];
    this.#readingTypes.set(links.self, written);
    return this.#readBy.get(links.self) ?? [];
  }

  /** @returns the MeterReading itself when its ReadingType is known. */
  addMeterReading(links: EntryLinks): readonly string[] {
    const type = links.related.find((path) => resourceIn(path, 'ReadingType') === path);
    if (!links.self || !type || this.#typeOf.size >= MOST) return [];
    this.#typeOf.set(links.self, type);
    if (this.#readingTypes.has(type)) return [links.self];
    const readBy = this.#readBy.get(type);
    if (readBy) readBy.push(links.self);
    else this.#readBy.set(type, [links.self]);
    return [];
  }

  addUsagePoint(links: EntryLinks, serviceKind: number | undefined): void {
    if (links.self && serviceKind !== undefined && this.#serviceOf.size < MOST) this.#serviceOf.set(idOf(links.self), serviceKind);
  }

  readingTypeOf(meterReading: string): WrittenReadingType | undefined {
    const type = this.#typeOf.get(meterReading);
    return type === undefined ? undefined : this.#readingTypes.get(type);
  }

  serviceOf(usagePoint: string): number | undefined {
    return this.#serviceOf.get(idOf(usagePoint));
  }
}
