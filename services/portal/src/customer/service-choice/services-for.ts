import type { ServiceView } from '@greenledger/contracts';
import type { Messages } from '../../locales/index.js';
import type { Customer } from '../customer-directory.js';
import { serviceLabel } from '../service-label.js';
import { entryOf, partServices, type ServiceEntry, type UnavailableService } from './service-selection.js';

/** A customer's services as a form shows them. */
export interface OfferedServices {
  /** Those that can be chosen. */
  readonly services: readonly ServiceView[];
  readonly entries: readonly ServiceEntry[];
  readonly unavailable: readonly UnavailableService[];
}

/** @param historyLength seconds that the company asks for @param now seconds since 1970-01-01 UTC */
export function servicesFor(
  customer: Customer,
  historyLength: number,
  now: number,
  words: Messages['consent'],
  locale: string,
): OfferedServices {
  const { available, unavailable } = partServices(customer.services, now - historyLength);
  return {
    services: available,
    entries: available.map((service) => entryOf(service, words, locale)),
    unavailable: unavailable.map(({ service, because }) => ({ label: serviceLabel(service, words), reason: words.unavailable[because] })),
  };
}
