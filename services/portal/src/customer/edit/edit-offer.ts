import type { AuthorizationView, SharingOffer } from '@greenledger/contracts';
import { localDay } from '../../html/local-time.js';
import type { Messages } from '../../locales/index.js';
import { judgeForm, type ConsentForm, type ConsentOffer, type Judged } from '../consent/consent-form.js';
import { dataSetTexts, type ConsentText } from '../consent/consent-text.js';
import type { Customer } from '../customer-directory.js';
import { servicesFor } from '../service-choice/services-for.js';
import { entryOf, type ServiceEntry, type UnavailableService } from '../service-choice/service-selection.js';

const DAY = 86_400;
const SHORTER = [365 * DAY, 91 * DAY, 30 * DAY, 0];

/** What the edit form shows and is judged against. */
export interface EditOffer extends ConsentOffer {
  readonly entries: readonly ServiceEntry[];
  readonly unavailable: readonly UnavailableService[];
}

/** The present choice beside what may be added. @param now seconds since 1970-01-01 UTC */
export function editOffer(
  { terms }: AuthorizationView,
  offer: SharingOffer,
  customer: Customer,
  now: number,
  messages: Messages,
  locale: string,
): EditOffer {
  const words = messages.consent;
  const offered = servicesFor(customer, offer.historyLength, now, words, locale);
  // What is shared already stays on the list, also when there is nothing more to come from it.
  const missing = terms.usagePointIds.filter((id) => !offered.services.some(({ usagePointId }) => usagePointId === id));
  const former = missing.map((usagePointId) => {
    const known = customer.services.find((service) => service.usagePointId === usagePointId);
    return known ? entryOf(known, words, locale) : { usagePointId, label: messages.authorization.unknownService, note: '' };
  });
  return {
    text: { dataSets: dataSetTexts(offer.dataSets, words), histories: histories(terms.historyLength, offer.historyLength, messages) },
    services: [...offered.services, ...former],
    timeZone: customer.timeZone,
    now,
    entries: [...offered.entries, ...former],
    unavailable: offered.unavailable,
  };
}

function histories(present: number, longest: number, { consent, edit }: Messages): ConsentText['histories'] {
  const lengths = [...new Set([present, longest, ...SHORTER.filter((seconds) => seconds < longest)])].sort((a, b) => b - a);
  return lengths.map((seconds) => {
    if (seconds === 0) return { seconds, label: present === 0 ? edit.historyNoneAsNow : edit.historyNone };
    const span = consent.span(seconds);
    return { seconds, label: seconds === present ? edit.historyAsNow(span) : edit.historyOther(span) };
  });
}

/** The form as the terms in force fill it in. */
export function presentForm({ terms }: AuthorizationView, timeZone: string): ConsentForm {
  const { end } = terms.authorizedPeriod;
  return {
    dataSets: terms.dataSets,
    usagePointIds: terms.usagePointIds,
    historyLength: String(terms.historyLength),
    duration: end === null ? 'noEnd' : 'until',
    until: end === null ? '' : localDay(end - 1, timeZone),
    filter: { search: '', onlyChosen: false },
  };
}

/** Like the consent form; an end day that was left as it is keeps its exact moment. */
export function judgeEdit(
  form: ConsentForm,
  offer: EditOffer,
  authorization: AuthorizationView,
  words: Messages['consent']['errors'],
): Judged {
  const judged = judgeForm(form, offer, words);
  const { end } = authorization.terms.authorizedPeriod;
  const untouched = end !== null && form.duration === 'until' && form.until === localDay(end - 1, offer.timeZone);
  return 'choice' in judged && untouched ? { choice: { ...judged.choice, authorizedUntil: end } } : judged;
}
