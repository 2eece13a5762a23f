import type { DomainEvent } from '../log-entry.js';
import type { Window } from '../period.js';

/** A measured quantity of a bill: `value` × 10^`powerOfTenMultiplier` in the unit `uom` (ESPI UnitSymbolKind). */
export interface BilledQuantity {
  readonly value: number;
  readonly uom: number;
  readonly powerOfTenMultiplier: number;
  /** Seconds since 1970-01-01 UTC: when it was read, or the end of the time it is of. */
  readonly at: number;
}

/** One line of a bill; `amount` in 1/100000 of the currency. */
export interface BilledItem {
  readonly note: string;
  /** ESPI ItemKind. */
  readonly itemKind: number;
  readonly amount: number;
  readonly period: Window | null;
}

/**
 * A bill became known, or what is known of it changed: always the whole of it. Holds pseudonymous ids, no number of a bill,
 * an account or an agreement. Amounts in 1/100000 of the currency.
 */
export type BillingSummaryChanged = DomainEvent<
  'BillingSummaryChanged',
  {
    readonly billId: string;
    readonly usagePointId: string;
    /** Whose bill it is: no other holder of the usage point ever sees it. */
    readonly customerId: string;
    /** The time that is billed, half-open, in seconds since 1970-01-01 UTC. */
    readonly billingPeriod: Window;
    /** From meter read to meter read, where told. */
    readonly readPeriod: Window | null;
    readonly issuedAt: number;
    /** ISO 4217 number. */
    readonly currency: number;
    readonly billLastPeriod: number;
    readonly billToDate: number | null;
    readonly items: readonly BilledItem[];
    readonly consumption: BilledQuantity | null;
    readonly consumptionToDate: BilledQuantity | null;
    readonly peakDemand: BilledQuantity | null;
    /** The demand that a ratchet clause bills, and the time that it was set in; absent: not told. */
    readonly ratchetDemand?: BilledQuantity;
    readonly ratchetDemandPeriod?: Window;
    /** Of the day of the statement so far, and of the day before; absent: not told. */
    readonly currentDayConsumption?: BilledQuantity;
    readonly previousDayConsumption?: BilledQuantity;
    /** ESPI QualityOfReading of the readings it is made from, 19 = revenue quality; null: not told. */
    readonly quality: number | null;
    /** ESPI CommodityKind; tells secondary (1), primary (2) and transmission (26) metering apart. */
    readonly commodity: number;
    readonly tariffProfile: string | null;
  }
>;
