import { MARK, type TownChannel } from './channel-readings.js';
import type { DemoTown } from './demo-town.js';

/** What a customer's feed must hold once every file of the town is in. */
export interface ExpectedReadings {
  /** Intervals that were sent, those without a value (flag N) included. */
  readonly readings: number;
  readonly withoutValue: number;
  /** Sum of all values after corrections: Wh, or thousandths of a therm. */
  readonly sums: Readonly<Record<TownChannel['unit'], number>>;
}

/**
 * Counts what the town's files say of the intervals that begin while the customer holds the service point.
 * `since`: seconds since 1970-01-01 UTC; intervals that begin earlier are not published.
 */
export function expectedReadings(town: DemoTown, customerNumber: string, since = 0): ExpectedReadings {
  const sums = { KWH: 0, GKWH: 0, THERM: 0 };
  let readings = 0;
  let withoutValue = 0;
  for (const channel of town.channels) {
    for (const agreement of channel.point.agreements) {
      if (agreement.holder.customerNumber !== customerNumber) continue;
      const from = Math.max(since, town.days[agreement.from]!.start);
      const to = agreement.to === null ? Infinity : town.days[agreement.to]!.start;
      for (let i = 0; i < channel.values.length; i++) {
        const start = channel.start + i * channel.step;
        if (start < from || start >= to || channel.marks[i] === MARK.unsent) continue;
        readings++;
        if (channel.marks[i] === MARK.none) withoutValue++;
        else sums[channel.unit] += channel.corrections.get(i) ?? channel.values[i]!;
      }
    }
  }
  return { readings, withoutValue, sums };
}
