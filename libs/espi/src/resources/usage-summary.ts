import { dateTimeInterval, element } from '../atom/element.js';

/** SummaryMeasurement: `value` × 10^`powerOfTenMultiplier` in the unit `uom`, read at `at` (seconds since 1970-01-01 UTC). */
export interface SummaryMeasurement {
  readonly value: number;
  readonly uom: number;
  readonly powerOfTenMultiplier: number;
  readonly at: number;
}

/** Half-open, seconds since 1970-01-01 UTC. */
export interface SummaryPeriod {
  readonly start: number;
  readonly end: number;
}

/** A LineItem; `amount` in 1/100000 of the currency, none on a line that only informs. */
export interface SummaryItem {
  readonly note: string;
  /** ItemKind. */
  readonly itemKind: number;
  readonly amount: number | null;
  readonly period: SummaryPeriod | null;
}

/** A UsageSummary (function blocks 15, 16, 26, 27, 28); null is left out. Amounts in 1/100000 of the currency. */
export interface UsageSummary {
  readonly billingPeriod: SummaryPeriod;
  readonly billLastPeriod: number;
  readonly billToDate: number | null;
  /** They add up to costAdditionalLastPeriod. */
  readonly items: readonly SummaryItem[];
  /** ISO 4217 number. */
  readonly currency: number;
  readonly consumption: SummaryMeasurement | null;
  readonly consumptionToDate: SummaryMeasurement | null;
  readonly peakDemand: SummaryMeasurement | null;
  readonly ratchetDemand?: SummaryMeasurement | undefined;
  readonly ratchetDemandPeriod?: SummaryPeriod | undefined;
  readonly currentDayConsumption?: SummaryMeasurement | undefined;
  readonly previousDayConsumption?: SummaryMeasurement | undefined;
  /** QualityOfReading: 19 marks revenue quality. */
  readonly quality: number | null;
  readonly statusTimeStamp: number;
  /** CommodityKind. */
  readonly commodity: number;
  readonly tariffProfile: string | null;
}

/** Members in the order of the schema. */
export function usageSummaryXml(summary: UsageSummary): string {
  const amounts = summary.items.flatMap(({ amount }) => amount ?? []);
  return (
    '<espi:UsageSummary>' +
    period('billingPeriod', summary.billingPeriod) +
    element('billLastPeriod', summary.billLastPeriod) +
    element('billToDate', summary.billToDate) +
    element('costAdditionalLastPeriod', amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0)) +
    summary.items.map(itemXml).join('') +
    element('currency', summary.currency) +
    measurement('overallConsumptionLastPeriod', summary.consumption) +
    measurement('currentBillingPeriodOverAllConsumption', summary.consumptionToDate) +
    measurement('currentDayOverallConsumption', summary.currentDayConsumption) +
    measurement('peakDemand', summary.peakDemand) +
    measurement('previousDayOverallConsumption', summary.previousDayConsumption) +
    element('qualityOfReading', summary.quality) +
    measurement('ratchetDemand', summary.ratchetDemand) +
    (summary.ratchetDemandPeriod ? period('ratchetDemandPeriod', summary.ratchetDemandPeriod) : '') +
    element('statusTimeStamp', summary.statusTimeStamp) +
    element('commodity', summary.commodity) +
    element('tariffProfile', summary.tariffProfile) +
    '</espi:UsageSummary>'
  );
}

function itemXml({ note, itemKind, amount, period: of }: SummaryItem): string {
  const name = 'costAdditionalDetailLastPeriod';
  const itemPeriod = of === null ? '' : period('itemPeriod', of);
  return `<espi:${name}>${element('amount', amount)}${element('note', note)}${element('itemKind', itemKind)}${itemPeriod}</espi:${name}>`;
}

const period = (name: string, { start, end }: SummaryPeriod): string => dateTimeInterval(name, start, end - start);

function measurement(name: string, measured: SummaryMeasurement | null | undefined): string {
  if (!measured) return '';
  const { powerOfTenMultiplier, at, uom, value } = measured;
  const members = [
    element('powerOfTenMultiplier', powerOfTenMultiplier),
    element('timeStamp', at),
    element('uom', uom),
    element('value', value),
  ];
  return `<espi:${name}>${members.join('')}</espi:${name}>`;
}
