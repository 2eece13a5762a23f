import { clearSun, meanGas, meanUse } from './load-shapes.js';
import type { LocalDay } from './local-days.js';
import { randomFrom, seedOf } from './random.js';
import type { PlannedServicePoint } from './town-plan.js';

const HOUR = 3_600;
const DAY = 86_400;

/** What is said of one interval: `estimated` is flag E, `none` flag N (no value), `unsent` is missing from every file. */
export const MARK = { valid: 0, estimated: 1, none: 2, unsent: 3 } as const;

/** The readings of one channel on an unbroken raster: interval `i` begins at `start + i * step`. */
export interface TownChannel {
  readonly point: PlannedServicePoint;
  readonly unit: 'KWH' | 'GKWH' | 'THERM';
  /** Seconds. */
  readonly step: 900 | 3_600 | 86_400;
  /** Seconds since 1970-01-01 UTC. */
  readonly start: number;
  /** Wh, or thousandths of a therm. */
  readonly values: Int32Array;
  readonly marks: Uint8Array;
  /** Interval index → the right value, sent in the correction file. */
  readonly corrections: Map<number, number>;
}

/** All channels of a service point, from the day its service began to the end of the last day. Deterministic. */
export function channelsOf(point: PlannedServicePoint, days: readonly LocalDay[], seed: number): TownChannel[] {
  const own = days.slice(point.agreements[0]!.from);
  return point.kind === 'gas' ? [gasChannel(point, own, seed)] : electricChannels(point, own, seed);
}

function electricChannels(point: PlannedServicePoint, days: readonly LocalDay[], seed: number): TownChannel[] {
  const step = point.business ? 900 : HOUR;
  const delivered = emptyChannel(point, 'KWH', step, days[0]!.start, days.at(-1)!.end);
  const received = point.solar > 0 ? emptyChannel(point, 'GKWH', step, days[0]!.start, days.at(-1)!.end) : undefined;
  const size = 0.7 + 0.6 * randomFrom(seedOf(point.number) ^ seed)();
  let index = 0;
  for (const { start, end } of days) {
    const dayNumber = Math.floor(start / DAY);
    const random = randomFrom(seedOf(point.number) ^ seed ^ Math.imul(dayNumber, 0x9e3779b1));
    const clouds = 0.35 + 0.65 * random();
    for (let at = start; at < end; at += step, index++) {
      const hour = Math.floor((at - start) / HOUR);
      const use = (meanUse(point.business, hour, dayNumber) * size * (0.6 + 0.8 * random()) * step) / HOUR;
      const sun = received ? clearSun(point.solar, hour, dayNumber) * clouds : 0;
      delivered.values[index] = Math.max(0, Math.round(use - sun));
      if (received) received.values[index] = Math.max(0, Math.round(sun - use));
    }
  }
  return received ? [delivered, received] : [delivered];
}

/** Gas modules know no clock change: their day begins at midnight Pacific Standard Time, 08:00 UTC, all year round. */
function gasChannel(point: PlannedServicePoint, days: readonly LocalDay[], seed: number): TownChannel {
  const gasDay = (moment: number, round: (days: number) => number) => round((moment - 8 * HOUR) / DAY) * DAY + 8 * HOUR;
  const channel = emptyChannel(point, 'THERM', DAY, gasDay(days[0]!.start, Math.ceil), gasDay(days.at(-1)!.end, Math.floor));
  for (let i = 0; i < channel.values.length; i++) {
    const dayNumber = Math.floor(channel.start / DAY) + i;
    const random = randomFrom(seedOf(point.number) ^ seed ^ Math.imul(dayNumber, 0x9e3779b1));
    channel.values[i] = Math.round(meanGas(point.business, dayNumber) * (0.7 + 0.6 * random()));
  }
  return channel;
}

function emptyChannel(
  point: PlannedServicePoint,
  unit: TownChannel['unit'],
  step: TownChannel['step'],
  start: number,
  end: number,
): TownChannel {
  const count = (end - start) / step;
  return { point, unit, step, start, values: new Int32Array(count), marks: new Uint8Array(count), corrections: new Map() };
}
