import { FORMAT_TAGS, languageOf } from '@greenledger/contracts';
import type { VNode } from 'preact';

interface Props {
  /** Seconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly timeZone: string;
  readonly locale: string;
}

/** A day and time of day in the local zone, with the zone's name; machines read the UTC time. */
export function Moment({ at, timeZone, locale }: Props): VNode {
  const text = new Intl.DateTimeFormat(formatTag(locale), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at * 1000);
  const zone = new Intl.DateTimeFormat(formatTag(locale), { timeZone, timeZoneName: 'short' })
    .formatToParts(at * 1000)
    .find((part) => part.type === 'timeZoneName')?.value;
  return <time dateTime={new Date(at * 1000).toISOString()}>{`${text} ${zone ?? ''}`.trim()}</time>;
}

/** A day in the local zone. */
export function Day({ at, timeZone, locale }: Props): VNode {
  return <time dateTime={new Date(at * 1000).toISOString()}>{dayText(at, timeZone, locale)}</time>;
}

export const dayText = (at: number, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(formatTag(locale), { dateStyle: 'medium', timeZone }).format(at * 1000);

/** The region whose way of writing dates and numbers goes with a language. */
const formatTag = (locale: string): string => FORMAT_TAGS[languageOf(locale) ?? 'en'];
