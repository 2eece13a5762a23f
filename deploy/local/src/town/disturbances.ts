import { MARK, type TownChannel } from './channel-readings.js';

/** Day (index of the town's days) on which the stretch begins that is estimated first and corrected later. */
export const CORRECTED_DAY = 200;
/** Days between the estimated stretch and its correction. */
export const CORRECTION_DELAY = 60;

/**
 * Puts into the town what real feeds hold: an estimated stretch that a later file corrects (Ana Rivera, 30 hours), one that
 * stays estimated (Corner Bakery, a day), eight hours with flag N (Linh Nguyen), and two days never sent (Kofi Mensah).
 */
export function disturb(channels: readonly TownChannel[]): void {
  const electric = (servicePoint: string) => channels.find((channel) => channel.point.number === servicePoint && channel.unit === 'KWH')!;
  const corrected = electric('SP-1001E');
  eachOf(corrected, CORRECTED_DAY * 24 + 9, 30, (i) => {
    corrected.corrections.set(i, corrected.values[i]!);
    corrected.marks[i] = MARK.estimated;
    corrected.values[i] = 450;
  });
  const estimated = electric('SP-2001E');
  eachOf(estimated, 310 * 96, 96, (i) => (estimated.marks[i] = MARK.estimated));
  const without = electric('SP-1003E');
  eachOf(without, 150 * 24 + 2, 8, (i) => (without.marks[i] = MARK.none));
  const unsent = electric('SP-1004E');
  eachOf(unsent, 240 * 24, 48, (i) => (unsent.marks[i] = MARK.unsent));
}

function eachOf(channel: TownChannel, from: number, count: number, change: (index: number) => void): void {
  if (from + count > channel.values.length) throw new RangeError(`${channel.point.number} has fewer than ${from + count} intervals`);
  for (let i = from; i < from + count; i++) change(i);
}
