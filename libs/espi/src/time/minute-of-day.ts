import { DateTime } from 'luxon';
import { localDayBounds } from './local-day.js';

const DAY = 86_400;

/**
 * The minute of a local day (0 to 1439) that the clock on the wall shows at a moment of that day, in seconds since 1970-01-01
 * UTC. The hour that an autumn day has twice gives the same minutes twice.
 * @throws RangeError when the day or the zone does not exist
 */
export function minuteOfDay(zone: string, day: string): (moment: number) => number {
  const { start, end } = localDayBounds(zone, day);
  if (end - start === DAY) return (moment) => Math.floor((moment - start) / 60);
  return (moment) => {
    const { hour, minute } = DateTime.fromSeconds(moment, { zone });
    return hour * 60 + minute;
  };
}
