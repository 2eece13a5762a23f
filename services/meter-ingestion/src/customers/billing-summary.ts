import type { BilledItem, BilledQuantity, BillingSummaryChanged, ServiceKind, Window } from '@greenledger/contracts';
import type { BillQuantity, CisBill } from '@greenledger/meter-formats';
import type { FoundAgreement } from './find-agreements.js';
import { startOfDay } from './local-moments.js';

/** ESPI CommodityKind by ServiceKind, and of electricity by the voltage that it is metered at. */
const COMMODITY: Readonly<Record<ServiceKind, number>> = { 0: 1, 1: 7, 2: 9 };
const ELECTRICITY: Readonly<Record<string, number>> = { secondary: 1, primary: 2, transmission: 26 };

/** What is told of a bill to the feeds: days become moments at the service point, and no number of the utility comes along. */
export function billingSummaryOf(bill: CisBill, billId: string, agreement: FoundAgreement): BillingSummaryChanged['data'] {
  const { timeZone, serviceKind, voltageClass, usagePointId, customerId } = agreement;
  const window = (from: string, to: string): Window => ({ start: startOfDay(timeZone, from), end: startOfDay(timeZone, to) });
  const maybeWindow = (from: string | null, to: string | null): Window | null => (from === null || to === null ? null : window(from, to));
  const billingPeriod = window(bill.periodFrom, bill.periodTo);
  const readPeriod = maybeWindow(bill.readFrom, bill.readTo);
  const issuedAt = startOfDay(timeZone, bill.issuedOn);
  const quantity = (measured: BillQuantity | null, at: number): BilledQuantity | null => measured && { ...measured, at };
  return {
    billId,
    usagePointId,
    customerId,
    billingPeriod,
    readPeriod,
    issuedAt,
    currency: bill.currency,
    billLastPeriod: bill.amount,
    billToDate: bill.amountToDate,
    items: bill.items.map(({ note, itemKind, amount, from, to }): BilledItem => ({
      note,
      itemKind,
      amount,
      period: maybeWindow(from, to),
    })),
    consumption: quantity(bill.consumption, readPeriod?.end ?? billingPeriod.end),
    consumptionToDate: quantity(bill.consumptionToDate, issuedAt),
    peakDemand: quantity(bill.peakDemand, billingPeriod.end),
    ...told({
      ratchetDemand: quantity(bill.ratchetDemand, billingPeriod.end),
      ratchetDemandPeriod: maybeWindow(bill.ratchetFrom, bill.ratchetTo),
      currentDayConsumption: quantity(bill.currentDayConsumption, issuedAt),
      previousDayConsumption: quantity(bill.previousDayConsumption, issuedAt),
    }),
    quality: bill.quality,
    commodity: serviceKind === 0 ? (ELECTRICITY[voltageClass ?? 'secondary'] ?? COMMODITY[0]) : COMMODITY[serviceKind],
    tariffProfile: bill.tariff,
  };
}

/** Members that came later: absent where they are not told, so that what was told before is told in the same words. */
function told<T extends Readonly<Record<string, unknown>>>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)) as { [K in keyof T]?: NonNullable<T[K]> };
}
