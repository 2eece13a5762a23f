import { FORMAT_TAGS, type Language } from '@greenledger/contracts';

/** How moments are written in a mail. @param seconds since 1970-01-01 UTC */
export type WriteMoment = (seconds: number) => string;

/** Day and time of day in the local zone, with the zone's name, the way of the language. */
export function localMoment(language: Language, timeZone: string): WriteMoment {
  const moment = new Intl.DateTimeFormat(FORMAT_TAGS[language], { dateStyle: 'long', timeStyle: 'short', timeZone });
  const zoned = new Intl.DateTimeFormat(FORMAT_TAGS[language], { timeZone, timeZoneName: 'short' });
  return (seconds) => {
    const zone = zoned.formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName');
    return `${moment.format(seconds * 1000)} ${zone?.value ?? ''}`.trim();
  };
}
