import { formatTimestamp } from '@greenledger/espi';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { FeedIdentity, Piece } from '../feed/render-feed.js';
import type { PlannedUsagePoint, ReleasePlan } from '../release/release-plan.js';
import type { SummaryVersion } from '../summaries/summary-versions.js';
import { csvLine, decimalAmount } from './csv-field.js';

const time = formatTimestamp;
const window = (period: { readonly start: number; readonly end: number } | null): object | null =>
  period && { start: time(period.start), end: time(period.end) };

/** Bills of a usage point as members of its JSON. Amounts in 1/100000 of the currency, as in the feed. */
export function billMembers({ row, summaries = [] }: PlannedUsagePoint, addresses: FeedAddresses): object[] {
  return summaries.map(({ billId, summary, published, updated }) => {
    const { billingPeriod, readPeriod, issuedAt, items, consumption, consumptionToDate, peakDemand, ...members } = summary;
    const measured = (quantity: typeof consumption): object | null => quantity && { ...quantity, at: time(quantity.at) };
    return {
      id: addresses.usageSummaryPath(billId),
      href: addresses.usageSummary(row.usagePointId, billId).links[0].href,
      published: time(published),
      updated: time(updated),
      billingPeriod: window(billingPeriod),
      readPeriod: window(readPeriod),
      issuedAt: time(issuedAt),
      currency: members.currency,
      billLastPeriod: members.billLastPeriod,
      billToDate: members.billToDate,
      items: items.map(({ note, itemKind, amount, period }) => ({ note, itemKind, amount, period: window(period) })),
      consumption: measured(consumption),
      consumptionToDate: measured(consumptionToDate),
      peakDemand: measured(peakDemand),
      qualityOfReading: members.quality,
      commodity: members.commodity,
      tariffProfile: members.tariffProfile,
    };
  });
}

/** Bills as one JSON document. */
export function* billsJson(plan: ReleasePlan, addresses: FeedAddresses, { selfUri }: FeedIdentity): Generator<Piece> {
  yield `{"resource":${JSON.stringify(selfUri)},"usageSummaries":[`;
  let separator = '\n';
  for (const usagePoint of plan.usagePoints) {
    const place = { subscription: addresses.subscription, usagePoint: addresses.usagePointPath(usagePoint.row.usagePointId) };
    for (const bill of billMembers(usagePoint, addresses)) {
      yield separator + JSON.stringify({ ...place, ...bill });
      separator = ',\n';
    }
  }
  yield ']}\n';
}

const COLUMNS = [
  ...['subscription', 'usage_point', 'bill', 'period_start', 'period_end', 'issued', 'currency', 'amount', 'amount_to_date'],
  ...['consumption', 'consumption_unit', 'consumption_power_of_ten_multiplier', 'quality', 'tariff'],
  ...['item_note', 'item_kind', 'item_amount', 'item_start', 'item_end'],
];

/** Bills as CSV: a line for each line item, with the members of its bill; a bill without items has one line. */
export function* billsCsv(plan: ReleasePlan, addresses: FeedAddresses): Generator<Piece> {
  yield csvLine(COLUMNS);
  for (const { row, summaries = [] } of plan.usagePoints) {
    const place = [addresses.subscription, addresses.usagePointPath(row.usagePointId)];
    for (const bill of summaries) yield linesOf(bill, [...place, addresses.usageSummaryPath(bill.billId)]);
  }
}

function linesOf({ summary }: SummaryVersion, place: readonly string[]): string {
  const { billingPeriod, issuedAt, currency, billLastPeriod, billToDate, items, consumption, quality, tariffProfile } = summary;
  const bill = [
    ...place,
    ...[time(billingPeriod.start), time(billingPeriod.end), time(issuedAt), currency],
    ...[Number(decimalAmount(billLastPeriod)), billToDate === null ? null : Number(decimalAmount(billToDate))],
    ...[consumption?.value, consumption?.uom, consumption?.powerOfTenMultiplier, quality, tariffProfile],
  ];
  if (items.length === 0) return csvLine([...bill, null, null, null, null, null]);
  return items
    .map(({ note, itemKind, amount, period }) =>
      csvLine([...bill, note, itemKind, Number(decimalAmount(amount)), period && time(period.start), period && time(period.end)]),
    )
    .join('');
}
