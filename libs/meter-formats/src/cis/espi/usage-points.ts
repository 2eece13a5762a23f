import { type XmlElement } from '@greenledger/espi';
import { idOf } from '../../espi/links.js';
import { wholeOf } from '../../espi/numbers.js';
import type { CustomerEntry } from './customer-entry.js';
import { firstText } from './element-text.js';

/** Usage points remembered: the services of a file of some hundred thousand customers. */
const MOST = 500_000;

/** What a UsagePoint entry tells of a service point. */
export interface ToldUsagePoint {
  readonly serviceKind: 0 | 1 | 2 | undefined;
  readonly tariff: string | undefined;
}

/** The UsagePoint entries of a file, by id; bounded. */
export class ToldUsagePoints {
  readonly #told = new Map<string, ToldUsagePoint>();

  add({ links, resource }: CustomerEntry): void {
    if (links.self === undefined || this.#told.size >= MOST) return;
    this.#told.set(idOf(links.self), { serviceKind: kindOf(resource), tariff: tariffOf(resource) });
  }

  of(id: string): ToldUsagePoint | undefined {
    return this.#told.get(id);
  }
}

function kindOf(resource: XmlElement | undefined): 0 | 1 | 2 | undefined {
  const kind = wholeOf(firstText(resource, ['ServiceCategory', 'kind']) ?? '');
  return kind === 0 || kind === 1 || kind === 2 ? kind : undefined;
}

/** Both spellings of the delivery point: the standard changed its first letter in 2019. */
const tariffOf = (resource: XmlElement | undefined): string | undefined =>
  firstText(resource, ['serviceDeliveryPoint', 'tariffProfile'], ['ServiceDeliveryPoint', 'tariffProfile']);
