import type { DomainEvent } from '../log-entry.js';

/** A price of a quantity: `amount` in 10^-8 of the currency for each `per` of the unit `uom` (ESPI UnitSymbolKind, multiplier 0). */
export interface TariffPrice {
  readonly amount: number;
  /** ISO 4217 number. */
  readonly currency: number;
  readonly uom: number;
  readonly per: number;
}

/** A time of use within a tariff. Of several that hold at a moment the one with the lowest rank counts. */
export interface TariffPeriod {
  readonly rank: number;
  /** As ESPI `tou` gives it: a number of this tariff, 1 to 32767. */
  readonly tou: number;
  readonly name: string | null;
  /** 1 to 12; empty: all. */
  readonly months: readonly number[];
  readonly days: 'all' | 'weekdays' | 'weekends';
  /** Local days `YYYY-MM-DD`; when there are any, the period holds on these alone, whatever `months` and `days` say. */
  readonly dates: readonly string[];
  /** Minutes of the local day by the clock on the wall, half-open. */
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly price: TariffPrice | null;
}

/** The calendar that a tariff has from a local day on, until its next one begins: always the whole of it. */
export type TariffCalendarChanged = DomainEvent<
  'TariffCalendarChanged',
  {
    /** The code, as usage points have it. */
    readonly tariff: string;
    /** Local day `YYYY-MM-DD`. */
    readonly from: string;
    readonly periods: readonly TariffPeriod[];
  }
>;

/** A tariff that a usage point has within `from <= t < to`, in seconds since 1970-01-01 UTC; `to: null` is open. */
export interface UsagePointRate {
  readonly tariff: string;
  readonly from: number;
  readonly to: number | null;
}

/** Which tariffs a usage point has had when: always all of them, ascending. */
export type UsagePointRatesChanged = DomainEvent<
  'UsagePointRatesChanged',
  { readonly usagePointId: string; readonly rates: readonly UsagePointRate[] }
>;
