import { PERSONAL_DATA_SETS, type ConsentChoice, type DataSet, type ServiceView } from '@greenledger/contracts';
import type { FieldError } from '../../html/error-summary.js';
import { addDays, localDay, startOfLocalDay } from '../../html/local-time.js';
import type { Messages } from '../../locales/index.js';
import type { ListFilter } from '../service-choice/service-selection.js';
import { DURATIONS, type ConsentText, type Duration } from './consent-text.js';

/** The form as it was filled in; kept as it is when something has to be corrected. */
export interface ConsentForm {
  readonly dataSets: readonly string[];
  readonly usagePointIds: readonly string[];
  readonly historyLength: string;
  readonly duration: string;
  readonly until: string;
  /** Which part of a long list of services is shown; decides nothing. */
  readonly filter: ListFilter;
}

/** What the answer is judged against. `now`: seconds since 1970-01-01 UTC. */
export interface ConsentOffer {
  readonly text: Pick<ConsentText, 'dataSets' | 'histories'>;
  /** Those that can be chosen. */
  readonly services: readonly Pick<ServiceView, 'usagePointId'>[];
  readonly timeZone: string;
  readonly now: number;
}

const ONE_TIME_DAYS = 7;
const LONGEST_DAYS = 3653;

/** What the page shows first: what was asked for without personal data, an only service, and an end in a year. */
export function initialForm({ text, services, timeZone, now }: ConsentOffer): ConsentForm {
  return {
    dataSets: text.dataSets.map(({ dataSet }) => dataSet).filter((dataSet) => !PERSONAL_DATA_SETS.includes(dataSet)),
    usagePointIds: services.length === 1 ? [services[0]!.usagePointId] : [],
    historyLength: String(text.histories[0]!.seconds),
    duration: 'until' satisfies Duration,
    until: addDays(localDay(now, timeZone), 365),
    filter: { search: '', onlyChosen: false },
  };
}

/** Reads the fields of a posted form; anything that is not text counts as left empty. */
export function formOf(body: Readonly<Record<string, unknown>>): ConsentForm {
  const all = (name: string): string[] => [body[name]].flat().filter((value) => typeof value === 'string');
  const one = (name: string): string => all(name)[0] ?? '';
  return {
    dataSets: all('dataSets'),
    usagePointIds: all('usagePointIds'),
    historyLength: one('historyLength'),
    duration: one('duration'),
    until: one('until').trim(),
    filter: { search: one('serviceSearch').slice(0, 200), onlyChosen: one('onlyChosen') === 'yes' },
  };
}

export type Judged = { readonly choice: ConsentChoice } | { readonly errors: readonly FieldError[] };

/** The choice the form makes, or every field that keeps it from being one. Nothing that was not offered gets through. */
export function judgeForm(form: ConsentForm, offer: ConsentOffer, words: Messages['consent']['errors']): Judged {
  const errors: FieldError[] = [];
  const dataSets = offer.text.dataSets.map(({ dataSet }) => dataSet).filter((dataSet: DataSet) => form.dataSets.includes(dataSet));
  if (dataSets.length === 0) errors.push({ field: 'dataSets', message: words.dataSets });
  const held = offer.services.map(({ usagePointId }) => usagePointId);
  const usagePointIds = [...new Set(form.usagePointIds)].sort();
  if (usagePointIds.length === 0) errors.push({ field: 'usagePointIds', message: words.services });
  else if (usagePointIds.some((id) => !held.includes(id))) errors.push({ field: 'usagePointIds', message: words.servicesGone });
  const history = offer.text.histories.find(({ seconds }) => String(seconds) === form.historyLength);
  if (!history) errors.push({ field: 'historyLength', message: words.history });
  const end = endOf(form, offer, words);
  if (typeof end === 'object' && end !== null) errors.push(end);
  if (errors.length > 0 || (typeof end === 'object' && end !== null)) return { errors };
  return {
    choice: {
      usagePointIds,
      dataSets,
      authorizedUntil: end,
      historyLength: history!.seconds,
      ...(form.duration === 'oneTime' && { oneTime: true }),
    },
  };
}

/** End of the permission in seconds, exclusive; null for none; or what is wrong. */
function endOf(
  { duration, until }: ConsentForm,
  { timeZone, now }: ConsentOffer,
  words: Messages['consent']['errors'],
): number | null | FieldError {
  if (!(DURATIONS as readonly string[]).includes(duration)) return { field: 'duration', message: words.duration };
  if (duration === 'noEnd') return null;
  const today = localDay(now, timeZone);
  if (duration === 'oneTime') return startOfLocalDay(addDays(today, ONE_TIME_DAYS + 1), timeZone)!;
  if (startOfLocalDay(until, timeZone) === undefined) return { field: 'until', message: words.untilMissing };
  if (until < today) return { field: 'until', message: words.untilPast };
  if (until > addDays(today, LONGEST_DAYS)) return { field: 'until', message: words.untilFar };
  return startOfLocalDay(addDays(until, 1), timeZone)!;
}
