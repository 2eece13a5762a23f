import type { ServiceView } from '@greenledger/contracts';
import type { FieldError } from '../../html/error-summary.js';
import { addDays, localDay, startOfLocalDay } from '../../html/local-time.js';
import type { Messages } from '../../locales/index.js';

/** Days that are shown when nothing is said. */
const USUALLY = 30;
/** Four years, the longest history that the utility keeps readable. */
const MOST_DAYS = 4 * 366;

export interface DownloadForm {
  /** Id of the usage point; empty for all. */
  readonly service: string;
  readonly from: string;
  readonly to: string;
}

/** Window in seconds since 1970-01-01 UTC, half-open, and the services it is about. */
export interface Chosen {
  readonly services: readonly ServiceView[];
  readonly start: number;
  readonly end: number;
}

/** The form as it was filled in, or the last thirty days. @param now seconds since 1970-01-01 UTC */
export function downloadForm(query: Readonly<Record<string, unknown>>, timeZone: string, now: number): DownloadForm {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim().slice(0, 100) : '');
  const to = text('to') || localDay(now, timeZone);
  const knownTo = startOfLocalDay(to, timeZone) !== undefined;
  return { service: text('service'), from: text('from') || (knownTo ? addDays(to, 1 - USUALLY) : ''), to };
}

/** What the form means; both days count whole in the customer's zone. A service that is not the customer's is not there. */
export function chosenBy(
  { service, from, to }: DownloadForm,
  services: readonly ServiceView[],
  timeZone: string,
  words: Messages['download'],
): { readonly chosen: Chosen } | { readonly errors: readonly FieldError[] } {
  const start = startOfLocalDay(from, timeZone);
  const last = startOfLocalDay(to, timeZone);
  const errors: FieldError[] = [];
  if (start === undefined) errors.push({ field: 'from', message: words.dayWrong });
  if (last === undefined) errors.push({ field: 'to', message: words.dayWrong });
  if (start === undefined || last === undefined) return { errors };
  const end = startOfLocalDay(addDays(to, 1), timeZone)!;
  if (end <= start) return { errors: [{ field: 'to', message: words.reversed }] };
  if (end - start > MOST_DAYS * 86_400) return { errors: [{ field: 'from', message: words.tooLong }] };
  const wanted = services.filter(({ usagePointId }) => service === '' || usagePointId === service);
  return { chosen: { services: wanted, start, end } };
}

export const downloadQuery = ({ service, from, to }: DownloadForm): string =>
  `?${new URLSearchParams({ ...(service && { service }), from, to }).toString()}`;
