import { usageSummaryXml, type SummaryItem } from '@greenledger/espi';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { Entry } from '../feed/structural-entries.js';
import type { SummaryVersion } from './summary-versions.js';

/** ItemKind of a line that only informs. */
const INFORMATION = 10;

/** A bill as a UsageSummary. The standard has no member for read dates: they stand as a line item that only informs. */
export function summaryEntry(version: SummaryVersion, addresses: FeedAddresses): Entry {
  const { billId, usagePointId, summary, published, updated } = version;
  const { readPeriod, issuedAt, items, ...members } = summary;
  const reads: SummaryItem[] =
    readPeriod === null ? [] : [{ note: 'Meter read dates', itemKind: INFORMATION, amount: null, period: readPeriod }];
  return {
    frame: { ...addresses.usageSummary(usagePointId, billId), title: 'Bill summary', published, updated },
    payload: usageSummaryXml({ ...members, items: [...items, ...reads], statusTimeStamp: issuedAt }),
  };
}
