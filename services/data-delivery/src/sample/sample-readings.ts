import { localDayBounds, type IntervalReading } from '@greenledger/espi';

/** IANA zone of the sample: one whose clock changes. */
export const SAMPLE_ZONE = 'America/Los_Angeles';
/** A week with a day of 25 hours in it: what a reader most often gets wrong. */
export const SAMPLE_WEEK = ['2025-10-30', '2025-10-31', '2025-11-01', '2025-11-02', '2025-11-03', '2025-11-04', '2025-11-05'];
const VALIDATED = 17;

/** Wh of an hour of a household: more in the evening, and never the same two days running. */
const wattHours = (day: number, hour: number): number => 240 + 35 * ((hour * 7 + day * 13) % 11) + (hour >= 17 && hour < 22 ? 900 : 0);

/** Made-up energy, hour by hour of a local day. */
export function sampleHours(day: string): IntervalReading[] {
  const { start, end } = localDayBounds(SAMPLE_ZONE, day);
  const number = SAMPLE_WEEK.indexOf(day);
  const hours = (end - start) / 3_600;
  return Array.from({ length: hours }, (_, hour) => ({ start: start + hour * 3_600, value: wattHours(number, hour), quality: VALIDATED }));
}

/** Made-up gas of a local day, in thousandths of a therm. */
export const sampleGas = (day: string): IntervalReading[] => [
  { start: localDayBounds(SAMPLE_ZONE, day).start, value: 1_150 + 45 * SAMPLE_WEEK.indexOf(day), quality: VALIDATED },
];
