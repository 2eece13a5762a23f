import { type ChannelCoverage, type ExpectedChannel, type ExpectedState, readingTypeKeyOf } from '@greenledger/contracts';
import type { LocalDay } from '../import/local-days.js';

/** Half-open, seconds since 1970-01-01 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number | null;
}

const DAY = 86_400;

/** Intervals of a local day that begin and end while a meter was in place: 23 to 25 hours of them, however the clock changes. */
export function expectedOfDay({ start, end }: LocalDay, installed: readonly Span[], intervalLength: number): number {
  return installed.reduce((sum, { from, to }) => {
    const [first, last] = [Math.max(start, from), Math.min(end, to ?? end)];
    if (last <= first) return sum;
    // A daily value is that of the local day, whatever its length.
    if (intervalLength >= DAY) return sum + (first === start && last === end && intervalLength === DAY ? 1 : 0);
    const begin = start + Math.ceil((first - start) / intervalLength) * intervalLength;
    return sum + Math.max(0, Math.floor((last - begin) / intervalLength));
  }, 0);
}

/** Received beside expected of one channel over whole local days, as long as no reason is known of what is missing. */
export function expectedChannel(
  { channel, newestStart, days: covered }: ChannelCoverage,
  days: readonly LocalDay[],
  installed: readonly Span[],
  now: number,
): ExpectedChannel {
  const { intervalLength } = readingTypeKeyOf(channel);
  const values = new Map(covered.map(({ day, values: count }) => [day, count]));
  const perDay = days.map((day) => ({
    day: day.day,
    expected: intervalLength === 0 ? 0 : expectedOfDay(day, installed, intervalLength),
    received: values.get(day.day) ?? 0,
  }));
  const sum = (pick: (day: (typeof perDay)[number]) => number): number => perDay.reduce((total, day) => total + pick(day), 0);
  const newestEnd = newestStart === null ? null : newestStart + intervalLength;
  return {
    channel,
    intervalLength,
    expected: intervalLength === 0 ? null : sum(({ expected }) => expected),
    received: sum(({ received }) => received),
    gaps: perDay.filter(({ expected, received }) => received < expected),
    missing: [],
    newestEnd,
    age: newestEnd === null ? null : now - newestEnd,
  };
}

/** The channels that still speak: one whose readings have moved to another interval length is not missing anything. */
export function speakingChannels(channels: readonly ExpectedChannel[]): readonly ExpectedChannel[] {
  const quantity = ({ channel }: ExpectedChannel): string => channel.split('.').slice(0, 5).join('.');
  const speaking = new Set(channels.filter(({ received }) => received > 0).map(quantity));
  return channels.filter((channel) => channel.received > 0 || !speaking.has(quantity(channel)));
}

/** @param overdueAfter seconds. The worst channel decides. */
export function expectedState(channels: readonly ExpectedChannel[], overdueAfter: number): ExpectedState {
  if (channels.every(({ newestEnd }) => newestEnd === null)) return 'never';
  // The next total of a month is not due before the month is over.
  const due = ({ intervalLength }: ExpectedChannel): number => overdueAfter + (intervalLength > DAY ? intervalLength : 0);
  if (channels.some((channel) => channel.age === null || channel.age > due(channel))) return 'overdue';
  return channels.some(({ gaps }) => gaps.length > 0) ? 'gaps' : 'complete';
}
