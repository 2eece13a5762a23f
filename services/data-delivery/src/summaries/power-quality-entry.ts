import { powerQualitySummaryXml } from '@greenledger/espi';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { Entry } from '../feed/structural-entries.js';
import type { QualityVersion } from './power-quality-versions.js';

export function powerQualityEntry(version: QualityVersion, addresses: FeedAddresses): Entry {
  const { summaryId, usagePointId, period, measured, published, updated } = version;
  return {
    frame: { ...addresses.powerQuality(usagePointId, summaryId), title: 'Power quality summary', published, updated },
    payload: powerQualitySummaryXml({ ...measured, summaryInterval: period }),
  };
}
