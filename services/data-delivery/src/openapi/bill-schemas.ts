import { POWER_QUALITY_MEMBERS } from '@greenledger/contracts';
import { closed, list, orNull, text, time, uri, whole, type Schema } from './schema-parts.js';

const period = closed({ start: time, end: time });
const amount: Schema = { ...whole, description: 'In 1/100000 of the currency.' };
const quantity = closed({ value: whole, uom: whole, powerOfTenMultiplier: whole, at: time });

const bill: Record<string, Schema> = {
  id: text,
  href: uri,
  published: time,
  updated: time,
  billingPeriod: period,
  readPeriod: orNull(period),
  issuedAt: time,
  currency: { ...whole, description: 'ISO 4217 number.' },
  billLastPeriod: amount,
  billToDate: orNull(amount),
  items: list(closed({ note: text, itemKind: { ...whole, description: 'ESPI ItemKind.' }, amount, period: orNull(period) })),
  consumption: orNull(quantity),
  consumptionToDate: orNull(quantity),
  peakDemand: orNull(quantity),
  qualityOfReading: orNull(whole),
  commodity: whole,
  tariffProfile: orNull(text),
};

/** Bills and summaries of power quality. */
export const BILL_SCHEMAS: Readonly<Record<string, Schema>> = {
  UsageSummary: closed(bill),
  UsageSummaryDocument: closed({ resource: uri, usageSummaries: list(closed({ subscription: text, usagePoint: text, ...bill })) }),
  PowerQualitySummary: closed({
    ...{ id: text, published: time, updated: time, summaryInterval: period },
    ...Object.fromEntries(POWER_QUALITY_MEMBERS.map((member) => [member, orNull(whole)])),
  }),
};
