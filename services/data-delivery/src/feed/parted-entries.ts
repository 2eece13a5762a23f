import type { PartedText } from '@greenledger/espi';
import type { PlannedChannel, PlannedUsagePoint } from '../release/release-plan.js';
import { EntryLayout, knownLayout, layoutOf, layoutsAround, PLACEHOLDERS } from './entry-layouts.js';
import { FeedAddresses, typeKeyOf } from './feed-addresses.js';
import { momentText } from './moment-texts.js';
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
    published: momentText(row.published),
    updated: momentText(row.updated),
  });
}

/** The text of `meterReadingEntry`. */
export function meterReadingText(channel: PlannedChannel, addresses: FeedAddresses): PartedText {
  const layout = knownLayout(addresses.uris, `MeterReading ${typeKeyOf(channel)}`, () => {
    const { frame, payload } = meterReadingEntry({ ...channel, usagePointId: PLACEHOLDERS.usagePoint }, placeholders(addresses));
    return layoutOf(frame, payload);
  });
  const meterReading = addresses.meterReadingPath(channel);
  const published = momentText(channel.published);
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
  const idsOf = addresses.blockIds(channel);
  return (day, published, updated) => {
    const { path: block, id } = idsOf(day);
    const values = {
      uuid: id.slice(URN),
      subscription,
      usagePoint,
      meterReading,
      block,
      day,
      published: momentText(published),
      updated: momentText(updated),
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
  return new FeedAddresses(uris, { of, kept: of, series: (beginning) => (end) => of(beginning + end) }, PLACEHOLDERS.subscription);
}
