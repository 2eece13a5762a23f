import { readingTypeKeyOf } from '@greenledger/contracts';
import {
  DataQualifierKind,
  DEFAULT_QUALITY,
  type EntryFrame,
  localTimeParametersOf,
  localTimeParametersXml,
  MeasurementKind,
  METER_READING_XML,
  PhaseCodeKind,
  readingTypeXml,
  timeOfUseName,
  usagePointXml,
} from '@greenledger/espi';
import type { ChannelRow } from '../release/day-versions.js';
import type { PlannedUsagePoint } from '../release/release-plan.js';
import type { FeedAddresses } from './feed-addresses.js';

/** An entry before it is written: inside a feed, or as a document of its own. */
export interface Entry {
  readonly frame: EntryFrame;
  readonly payload: string;
}

const SERVICES: Record<number, string> = { 0: 'Electric service', 1: 'Gas service', 2: 'Water service' };

/** ReadingType and LocalTimeParameters never change and belong to nobody: dated when ESPI 4.0 came out, 2023-12-13. */
export const STANDARD_DATE = 1_702_425_600;
const NEVER_CHANGED = { published: STANDARD_DATE, updated: STANDARD_DATE };

/** Links to bills where the authorization lets them be seen, and to summaries of power quality where there are any. */
export function usagePointEntry(
  { row, summaries, quality }: Pick<PlannedUsagePoint, 'row' | 'summaries' | 'quality'>,
  addresses: FeedAddresses,
): Entry {
  const { published, updated } = row;
  const title = SERVICES[row.serviceKind] ?? 'Service';
  const address = addresses.usagePoint(row.usagePointId, row.timeZone, {
    bills: summaries !== undefined,
    powerQuality: quality !== undefined,
  });
  return { frame: { ...address, title, published, updated }, payload: usagePointXml(row) };
}

export function localTimeParametersEntry(timeZone: string, addresses: FeedAddresses): Entry {
  const payload = localTimeParametersXml(localTimeParametersOf(timeZone));
  return { frame: { ...addresses.localTimeParameters(timeZone), title: 'Local time', ...NEVER_CHANGED }, payload };
}

export function meterReadingEntry(channel: ChannelRow, addresses: FeedAddresses): Entry {
  const { published } = channel;
  const frame = { ...addresses.meterReading(channel), title: 'Meter reading', published, updated: published };
  return { frame, payload: METER_READING_XML };
}

/** @param key of a reading type, and behind a stroke the currency of its costs where it has any */
export function readingTypeEntry(key: string, addresses: FeedAddresses): Entry {
  const [text, currency] = key.split('/') as [string, string?];
  const type = readingTypeKeyOf(text);
  const { commodity, kind, tou } = type;
  const title = `Type of meter reading${tou === undefined ? '' : `: ${timeOfUseName(tou)}`}`;
  const payload = readingTypeXml({
    ...type,
    currency: currency === undefined ? undefined : Number(currency),
    dataQualifier: kind === MeasurementKind.demand ? DataQualifierKind.maximum : DataQualifierKind.normal,
    defaultQuality: DEFAULT_QUALITY,
    phase: commodity === 1 ? PhaseCodeKind.splitPhase : undefined,
  });
  return { frame: { ...addresses.readingType(key), title, ...NEVER_CHANGED }, payload };
}
