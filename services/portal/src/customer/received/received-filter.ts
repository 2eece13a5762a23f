import type { FieldError } from '../../html/error-summary.js';
import { addDays, startOfLocalDay } from '../../html/local-time.js';
import type { Messages } from '../../locales/index.js';

/** The filter as it was filled in. */
export interface ReceivedForm {
  readonly company: string;
  readonly from: string;
  readonly to: string;
  /** 1-based. */
  readonly page: number;
}

/** Bounds in seconds since 1970-01-01 UTC, half-open; absent ones do not narrow. */
export interface ReceivedBounds {
  readonly thirdPartyId?: string;
  readonly from?: number;
  readonly to?: number;
}

export function receivedForm(query: Readonly<Record<string, unknown>>): ReceivedForm {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim().slice(0, 100) : '');
  const page = Number(text('page'));
  return { company: text('company'), from: text('from'), to: text('to'), page: Number.isSafeInteger(page) && page > 0 ? page : 1 };
}

/** The bounds that the form means; both days count whole, in the customer's zone. What is wrong does not narrow. */
export function boundsOf(
  form: ReceivedForm,
  timeZone: string,
  words: Messages['received'],
): { readonly bounds: ReceivedBounds; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const start = (field: 'from' | 'to', day: string): number | undefined => {
    if (day === '') return undefined;
    const at = startOfLocalDay(day, timeZone);
    if (at === undefined) errors.push({ field, message: words.dayWrong });
    return at === undefined || field === 'from' ? at : startOfLocalDay(addDays(day, 1), timeZone);
  };
  const [from, to] = [start('from', form.from), start('to', form.to)];
  if (from !== undefined && to !== undefined && to <= from) {
    return { bounds: {}, errors: [{ field: 'to', message: words.reversed }] };
  }
  const bounds = {
    ...(form.company && { thirdPartyId: form.company }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  return { bounds, errors };
}

/** The form as a query, for links. */
export function queryOf({ company, from, to }: ReceivedForm, page = 1): string {
  const entries = Object.entries({ company, from, to, page: page > 1 ? String(page) : '' }).filter(([, value]) => value !== '');
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}
