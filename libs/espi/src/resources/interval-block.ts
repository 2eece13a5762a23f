import { dateTimeInterval, element } from '../atom/element.js';

export interface IntervalReading {
  /** Seconds since 1970-01-01 UTC. */
  readonly start: number;
  /** Whole number in the unit and multiplier of the ReadingType; null is left out of the block. */
  readonly value: number | null;
  /** QualityOfReading; written only where it differs from the ReadingType's default. */
  readonly quality: number;
  /** In 1/100000 of the currency of the ReadingType. */
  readonly cost?: number | undefined;
  /** Time of use, as the tariff numbers it. */
  readonly tou?: number | undefined;
}

/**
 * An IntervalBlock over the readings that have a value, or undefined when none has. The block starts where its first
 * reading starts (certification D042) and ends where the last one ends, so a local day of 23 or 25 hours says so.
 * A register read (`intervalLength` 0) is a moment: its timePeriod has duration 0, which UInt32 allows, and a block of
 * register reads spans from the first moment to the last (FB_9 asks for timePeriod, not for a length).
 */
export function intervalBlockXml(readings: readonly IntervalReading[], intervalLength: number, defaultQuality: number): string | undefined {
  let first = -1;
  let last = 0;
  let body = '';
  for (const { start, value, quality, cost, tou } of readings) {
    if (value === null) continue;
    if (first < 0) first = start;
    last = start;
    const departure =
      quality === defaultQuality ? '' : `<espi:ReadingQuality><espi:quality>${quality}</espi:quality></espi:ReadingQuality>`;
    body += `\n<espi:IntervalReading>${element('cost', cost)}${departure}<espi:timePeriod><espi:duration>${intervalLength}</espi:duration><espi:start>${start}</espi:start></espi:timePeriod><espi:value>${value}</espi:value>${element('tou', tou)}</espi:IntervalReading>`;
  }
  if (first < 0) return undefined;
  return `<espi:IntervalBlock>${dateTimeInterval('interval', first, last - first + intervalLength)}${body}\n</espi:IntervalBlock>`;
}
