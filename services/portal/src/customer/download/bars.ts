import { type ChannelUsage, readingTypeKeyOf } from '@greenledger/contracts';

/** AccumulationKind of use in intervals. */
const DELTA = 4;
/** Days above which a chart shows months: more bars than this cannot be told apart. */
const MOST_DAYS = 62;

/** Units as people read them: the factor from the unit of the standard. */
const UNITS: Partial<Record<number, readonly [name: string, factor: number]>> = {
  72: ['kWh', 0.001],
  73: ['kVArh', 0.001],
  71: ['kVAh', 0.001],
  38: ['kW', 0.001],
  169: ['therms', 1],
  119: ['ft³', 1],
  42: ['m³', 1],
  128: ['gallons', 1],
  132: ['Btu', 1],
};

export interface Bar {
  /** `2026-06-30`, or `2026-06` of a month. */
  readonly name: string;
  readonly amount: number;
  readonly readings: number;
}

/** One channel as a chart and its table show it. */
export interface ChannelBars {
  readonly usagePointId: string;
  /** Commodity and flow direction of the standard, `1.1`. */
  readonly kind: string;
  readonly intervalLength: number;
  readonly unit: string;
  readonly by: 'day' | 'month';
  readonly bars: readonly Bar[];
  readonly total: number;
}

/** Whether a channel is of amounts used in intervals of all hours; registers and moments cannot be summed, and parts of the day stand in the file. */
export function isSummable({ readingTypeKey }: ChannelUsage): boolean {
  const { accumulationBehaviour, tou } = readingTypeKeyOf(readingTypeKey);
  return accumulationBehaviour === DELTA && tou === undefined;
}

/** The days of a channel as bars, or its months when there are many. */
export function barsOf({ usagePointId, readingTypeKey, days }: ChannelUsage): ChannelBars {
  const { commodity, flowDirection: flow, uom, powerOfTenMultiplier: multiplier, intervalLength } = readingTypeKeyOf(readingTypeKey);
  const [unit, factor] = UNITS[uom] ?? ['', 1];
  const by = days.length > MOST_DAYS ? 'month' : 'day';
  const bars = new Map<string, { amount: number; readings: number }>();
  for (const { day, sum, readings } of days) {
    const name = by === 'day' ? day : day.slice(0, 7);
    const bar = bars.get(name) ?? { amount: 0, readings: 0 };
    bars.set(name, { amount: bar.amount + sum * 10 ** multiplier * factor, readings: bar.readings + readings });
  }
  const list = [...bars].map(([name, bar]) => ({ name, ...bar }));
  const total = list.reduce((sum, { amount }) => sum + amount, 0);
  return { usagePointId, kind: `${commodity}.${flow}`, intervalLength, unit, by, bars: list, total };
}
