import { DATA_SETS, type ConsentChoice, type ServiceView } from '@greenledger/contracts';
import type { FieldError } from '../html/error-summary.js';
import { addDays, DEFAULT_TIME_ZONE, startOfLocalDay } from '../html/local-time.js';
import type { Messages } from '../locales/index.js';

const DAY = 86_400;
const LONGEST_HISTORY_DAYS = 3650;
const LONGEST_REASON = 500;

/** The fields as they were filled in. */
export interface PaperForm {
  readonly usagePointIds: readonly string[];
  readonly dataSets: readonly string[];
  readonly historyDays: string;
  readonly until: string;
  readonly reason: string;
}

export const EMPTY_PAPER: PaperForm = { usagePointIds: [], dataSets: ['usage'], historyDays: '365', until: '', reason: '' };

/** Anything that is not text counts as left empty. */
export function paperFormOf(body: Readonly<Record<string, unknown>>): PaperForm {
  const all = (name: string): string[] => [body[name]].flat().filter((value) => typeof value === 'string');
  const one = (name: string): string => (all(name)[0] ?? '').trim();
  return {
    usagePointIds: all('usagePointIds'),
    dataSets: all('dataSets'),
    historyDays: one('historyDays'),
    until: one('until'),
    reason: one('reason'),
  };
}

/** The choice on the form, or every field that keeps it from being one. `now`: seconds since 1970-01-01 UTC. */
export function judgePaper(
  form: PaperForm,
  services: readonly ServiceView[],
  now: number,
  words: Messages['paper']['errors'],
): { readonly choice: ConsentChoice } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const check = (field: keyof PaperForm, holds: boolean, message: string): void => void (holds || errors.push({ field, message }));
  const usagePointIds = services.map(({ usagePointId }) => usagePointId).filter((id) => form.usagePointIds.includes(id));
  check('usagePointIds', usagePointIds.length > 0, words.services);
  const dataSets = DATA_SETS.filter((dataSet) => form.dataSets.includes(dataSet));
  check('dataSets', dataSets.length > 0, words.dataSets);
  const days = /^\d{1,4}$/.test(form.historyDays) ? Number(form.historyDays) : NaN;
  check('historyDays', days <= LONGEST_HISTORY_DAYS, words.historyDays);
  const timeZone = services[0]?.timeZone ?? DEFAULT_TIME_ZONE;
  const known = startOfLocalDay(form.until, timeZone) !== undefined;
  const end = known ? startOfLocalDay(addDays(form.until, 1), timeZone)! : null;
  check('until', form.until === '' || (end !== null && end > now), words.until);
  check('reason', form.reason !== '' && form.reason.length <= LONGEST_REASON, words.reason);
  return errors.length > 0 ? { errors } : { choice: { usagePointIds, dataSets, authorizedUntil: end, historyLength: days * DAY } };
}
