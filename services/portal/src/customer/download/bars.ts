import { type ChannelUsage, readingTypeKeyOf } from '@greenledger/contracts';
import { CURRENCIES } from '@greenledger/espi';

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
  /** In the currency of the channel; undefined where no cost is known. */
  readonly cost: number | undefined;
}

/** What was used within one time of use; those of which none is known come last, without a number. */
export interface TimeOfUseAmount {
  readonly tou: number | undefined;
  /** As the utility calls it, if it does. */
  readonly name: string | undefined;
  readonly amount: number;
  /** Of all that was used, 0 to 1; undefined where amounts of both signs make shares meaningless. */
  readonly share: number | undefined;
  readonly cost: number | undefined;
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
  /** ISO 4217 letters; undefined where no cost is known. */
  readonly currency: string | undefined;
  readonly totalCost: number | undefined;
  /** Empty where no tariff is known. */
  readonly timesOfUse: readonly TimeOfUseAmount[];
}

const LETTERS = new Map([...CURRENCIES].map(([letters, number]) => [number, letters]));
/** Costs come in 1/100000 of the currency. */
const COST_UNIT = 1e-5;

/** Whether a channel is of amounts used in intervals of all hours; registers and moments cannot be summed, and parts of the day stand in the file. */
export function isSummable({ readingTypeKey }: ChannelUsage): boolean {
  const { accumulationBehaviour, tou } = readingTypeKeyOf(readingTypeKey);
  return accumulationBehaviour === DELTA && tou === undefined;
}

/** The days of a channel as bars, or its months when there are many. */
export function barsOf(usage: ChannelUsage): ChannelBars {
  const { usagePointId, readingTypeKey, days } = usage;
  const { commodity, flowDirection: flow, uom, powerOfTenMultiplier: multiplier, intervalLength } = readingTypeKeyOf(readingTypeKey);
  const [unit, unitFactor] = UNITS[uom] ?? ['', 1];
  const factor = 10 ** multiplier * unitFactor;
  const currency = usage.currency === undefined ? undefined : LETTERS.get(usage.currency);
  const costOf = (cost: number | undefined): number | undefined =>
    currency === undefined || cost === undefined ? undefined : cost * COST_UNIT;
  const by = days.length > MOST_DAYS ? 'month' : 'day';
  const bars = new Map<string, { amount: number; readings: number; cost: number | undefined }>();
  for (const { day, sum, readings, cost } of days) {
    const name = by === 'day' ? day : day.slice(0, 7);
    const bar = bars.get(name) ?? { amount: 0, readings: 0, cost: undefined };
    bars.set(name, { amount: bar.amount + sum * factor, readings: bar.readings + readings, cost: plus(bar.cost, costOf(cost)) });
  }
  const list = [...bars].map(([name, bar]) => ({ name, ...bar }));
  const total = list.reduce((sum, { amount }) => sum + amount, 0);
  const totalCost = list.reduce<number | undefined>((sum, { cost }) => plus(sum, cost), undefined);
  const timesOfUse = timesOfUseOf(usage, total, factor, costOf);
  return { usagePointId, kind: `${commodity}.${flow}`, intervalLength, unit, by, bars: list, total, currency, totalCost, timesOfUse };
}

function timesOfUseOf(
  { days, timesOfUse = [] }: ChannelUsage,
  total: number,
  factor: number,
  costOf: (cost: number | undefined) => number | undefined,
): TimeOfUseAmount[] {
  const known = timesOfUse.map(({ tou, name, sum, cost }) => ({ tou, name: name ?? undefined, amount: sum * factor, cost: costOf(cost) }));
  const readings = days.reduce((count, day) => count + day.readings, 0);
  const marked = timesOfUse.reduce((count, each) => count + each.readings, 0);
  const rest = total - known.reduce((sum, { amount }) => sum + amount, 0);
  const all =
    known.length > 0 && marked < readings ? [...known, { tou: undefined, name: undefined, amount: rest, cost: undefined }] : known;
  const shared = total > 0 && all.every(({ amount }) => amount >= 0);
  return all.map((each) => ({ ...each, share: shared ? each.amount / total : undefined }));
}

const plus = (sum: number | undefined, cost: number | undefined): number | undefined => (cost === undefined ? sum : (sum ?? 0) + cost);
