import {
  DataQualifierKind,
  DEFAULT_QUALITY,
  entryXml,
  localTimeParametersOf,
  localTimeParametersXml,
  METER_READING_XML,
  PhaseCodeKind,
  readingTypeXml,
  usagePointXml,
} from '@greenledger/espi';
import type { PlannedChannel } from '../release/release-plan.js';
import type { UsagePointRow } from '../release/usage-points.js';
import type { FeedAddresses } from './feed-addresses.js';

const SERVICES: Record<number, string> = { 0: 'Electric service', 1: 'Gas service', 2: 'Water service' };

/** ReadingType and LocalTimeParameters never change and belong to nobody: dated when ESPI 4.0 came out, 2023-12-13. */
const STANDARD_DATE = 1_702_425_600;
const NEVER_CHANGED = { published: STANDARD_DATE, updated: STANDARD_DATE };

export function usagePointEntry(row: UsagePointRow, addresses: FeedAddresses): string {
  const { published, updated } = row;
  const title = SERVICES[row.serviceKind] ?? 'Service';
  return entryXml({ ...addresses.usagePoint(row.usagePointId, row.timeZone), title, published, updated }, usagePointXml(row));
}

export function localTimeParametersEntry(timeZone: string, addresses: FeedAddresses): string {
  const payload = localTimeParametersXml(localTimeParametersOf(timeZone));
  return entryXml({ ...addresses.localTimeParameters(timeZone), title: 'Local time', ...NEVER_CHANGED }, payload);
}

export function meterReadingEntry(channel: PlannedChannel, addresses: FeedAddresses): string {
  const { published } = channel;
  return entryXml({ ...addresses.meterReading(channel), title: 'Meter reading', published, updated: published }, METER_READING_XML);
}

export function readingTypeEntry(key: string, addresses: FeedAddresses): string {
  const numbers = key.split('.').map(Number) as [number, number, number, number, number, number, number];
  const [commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength] = numbers;
  const payload = readingTypeXml({
    commodity,
    flowDirection,
    accumulationBehaviour,
    kind,
    uom,
    powerOfTenMultiplier,
    intervalLength,
    dataQualifier: DataQualifierKind.normal,
    defaultQuality: DEFAULT_QUALITY,
    phase: commodity === 1 ? PhaseCodeKind.splitPhase : undefined,
  });
  return entryXml({ ...addresses.readingType(key), title: 'Type of meter reading', ...NEVER_CHANGED }, payload);
}
