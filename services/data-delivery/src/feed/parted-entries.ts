import { formatTimestamp, type PartedText } from '@greenledger/espi';
import type { PlannedChannel, PlannedUsagePoint } from '../release/release-plan.js';
import { EntryLayout, knownLayout, layoutOf, layoutsAround, PLACEHOLDERS } from './entry-layouts.js';
import { FeedAddresses, typeKeyOf } from './feed-addresses.js';
import { meterReadingEntry, usagePointEntry } from './structural-entries.js';

/** Bytes of `urn:uuid:`, which stand in the layout. */
const URN = 9;

/** The text of `usagePointEntry`. */
export function usagePointText(planned: Pick<PlannedUsagePoint, 'row' | 'summaries' | 'quality'>, addresses: FeedAddresses): PartedText {
  const { row, summaries, quality } = planned;
  const { serviceKind, status, timeZone, tariffProfile } = row;
  const kind = `UsagePoint ${serviceKind} ${status} ${timeZone} ${summaries !== undefined} ${quality !== undefined}${tariffProfile === null ? '' : ` ${tariffProfile}`}`;
  const layout = knownLayout(addresses.uris, kind, () => {
    const { frame, payload } = usagePointEntry(
      { ...planned, row: { ...row, usagePointId: PLACEHOLDERS.usagePoint } },
      placeholders(addresses),
    );
    return layoutOf(frame, payload);
  });
  const usagePoint = addresses.usagePointPath(row.usagePointId);
  return layout.filled({
    uuid: addresses.entryId('UsagePoint', usagePoint).slice(URN),
    subscription: addresses.subscription,
    usagePoint,
    published: timeText(row.published),
    updated: timeText(row.updated),
  });
}

/** The text of `meterReadingEntry`. */
export function meterReadingText(channel: PlannedChannel, addresses: FeedAddresses): PartedText {
  const layout = knownLayout(addresses.uris, `MeterReading ${typeKeyOf(channel)}`, () => {
    const { frame, payload } = meterReadingEntry({ ...channel, usagePointId: PLACEHOLDERS.usagePoint }, placeholders(addresses));
    return layoutOf(frame, payload);
  });
  const meterReading = addresses.meterReadingPath(channel);
  const published = timeText(channel.published);
  return layout.filled({
    uuid: addresses.entryId('MeterReading', meterReading).slice(URN),
    subscription: addresses.subscription,
    usagePoint: addresses.usagePointPath(channel.usagePointId),
    meterReading,
    published,
    updated: published,
  });
}

/** What stands before and after a block in its entry. */
export interface BlockFrame {
  readonly head: PartedText;
  readonly tail: PartedText;
}

export const blockTitle = (day: string): string => `Readings of ${day}`;

/** What stands around the blocks of one channel, day by day. */
export function blockFrames(
  channel: Pick<PlannedChannel, 'usagePointId' | 'readingTypeKey' | 'marks'>,
  addresses: FeedAddresses,
): (day: string, published: number, updated: number) => BlockFrame {
  const around = (): ReturnType<typeof layoutsAround> => {
    const { links } = placeholders(addresses).intervalBlock({ ...channel, usagePointId: PLACEHOLDERS.usagePoint }, PLACEHOLDERS.day);
    return layoutsAround({ id: '', links, title: blockTitle(PLACEHOLDERS.day), published: 0, updated: 0 });
  };
  const head = knownLayout(addresses.uris, 'IntervalBlock, head', () => new EntryLayout(around().head));
  const tail = knownLayout(addresses.uris, 'IntervalBlock, tail', () => new EntryLayout(around().tail));
  const { subscription } = addresses;
  const usagePoint = addresses.usagePointPath(channel.usagePointId);
  const meterReading = addresses.meterReadingPath(channel);
  return (day, published, updated) => {
    const block = addresses.intervalBlockPath(channel, day);
    const values = {
      uuid: addresses.entryId('IntervalBlock', block).slice(URN),
      subscription,
      usagePoint,
      meterReading,
      block,
      day,
      published: timeText(published),
      updated: timeText(updated),
    };
    return { head: head.filled(values), tail: tail.filled(values) };
  };
}

/** Addresses in which placeholders stand for what differs. */
function placeholders({ uris }: FeedAddresses): FeedAddresses {
  const of = (name: string): string => {
    if (name === PLACEHOLDERS.usagePoint) return name;
    return name.endsWith(`/${PLACEHOLDERS.day}`) ? PLACEHOLDERS.block : PLACEHOLDERS.meterReading;
  };
  return new FeedAddresses(uris, { of }, PLACEHOLDERS.subscription);
}

/** Entries of one import share their dates. */
const times = new Map<number, string>();
const MOST_TIMES = 1_000;

function timeText(seconds: number): string {
  let text = times.get(seconds);
  if (text === undefined) {
    if (times.size === MOST_TIMES) times.clear();
    times.set(seconds, (text = formatTimestamp(seconds)));
  }
  return text;
}
