import type { ServiceView } from '@greenledger/contracts';
import { dayText } from '../html/moment.js';
import type { Messages } from '../locales/index.js';

/** A service as its holder knows it: `Electricity, 12 Elm St`. */
export function serviceLabel(service: ServiceView, words: Messages['consent']): string {
  return `${words.serviceKinds[service.serviceKind]}, ${service.address}`;
}

/** What tells two services at one address apart. */
export function serviceNote(service: ServiceView, words: Messages['consent'], locale: string): string {
  const former = service.to === null ? [] : [words.formerService(dayText(service.to, service.timeZone, locale))];
  return [words.agreement(service.agreementNumber), ...former].join(', ');
}
