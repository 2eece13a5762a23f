import { readingTypeKeyOf, type ChannelHealth, type Window } from '@greenledger/contracts';
import { localDayBounds, localDayOf } from '@greenledger/espi';

/** What is known of a channel within the windows of an authorization: its days with values, ascending. */
export interface ChannelDays {
  readonly readingTypeKey: string;
  readonly blocks: readonly { readonly day: string; readonly readings: number; readonly first: number; readonly last: number }[];
}

/** A local day; half-open, seconds since 1970-01-01 UTC. */
export interface LocalDay extends Window {
  readonly day: string;
}

const DAY = 86_400;

/** The last whole local days before a moment that lie wholly within a window, oldest first. */
export function judgedDays(zone: string, now: number, count: number, windows: readonly Window[]): readonly LocalDay[] {
  const days: LocalDay[] = [];
  let { start } = localDayBounds(zone, localDayOf(zone, now));
  for (let i = 0; i < count; i++) {
    const day = localDayOf(zone, start - 1);
    const bounds = localDayBounds(zone, day);
    days.unshift({ day, ...bounds });
    ({ start } = bounds);
  }
  return days.filter((day) => windows.some((window) => window.start <= day.start && day.end <= window.end));
}

/**
 * Received beside expected readings, as long as no reason is known of what is missing. Nothing is expected of the time before a
 * channel spoke for the first time.
 */
export function channelHealth({ readingTypeKey: channel, blocks }: ChannelDays, days: readonly LocalDay[]): ChannelHealth {
  const { intervalLength } = readingTypeKeyOf(channel);
  const received = new Map(blocks.map(({ day, readings }) => [day, readings]));
  const perDay = days.map((day) => ({
    day: day.day,
    expected: expectedOf(day, blocks[0]?.first ?? Infinity, intervalLength),
    received: received.get(day.day) ?? 0,
  }));
  const newest = blocks.at(-1)?.last;
  return {
    channel,
    intervalLength,
    expected: intervalLength === 0 ? null : perDay.reduce((sum, { expected }) => sum + expected, 0),
    received: perDay.reduce((sum, day) => sum + day.received, 0),
    gaps: perDay.filter((day) => day.received < day.expected).map((day) => ({ ...day, noValue: 0 })),
    newestEnd: newest === undefined ? null : newest + intervalLength,
  };
}

/** The channels that still speak: one whose readings have moved to another interval length is not missing anything. */
export function speakingChannels(channels: readonly ChannelHealth[]): readonly ChannelHealth[] {
  const quantity = ({ channel }: ChannelHealth): string => channel.split('.').slice(0, 5).join('.');
  const speaking = new Set(channels.filter(({ received }) => received > 0).map(quantity));
  return channels.filter((channel) => channel.received > 0 || !speaking.has(quantity(channel)));
}

function expectedOf({ start, end }: LocalDay, first: number, intervalLength: number): number {
  if (intervalLength === 0 || first >= end) return 0;
  // A daily value is that of the local day, whatever its length; longer intervals are not expected of a day.
  if (intervalLength >= DAY) return intervalLength === DAY ? 1 : 0;
  return Math.floor((end - Math.max(start, first)) / intervalLength);
}
