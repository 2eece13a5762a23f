import type { DayOfChannel, RunOfReadings } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';

/** Days that data-delivery tells about in one request. */
const MOST_ASKED = 100;

const keyOf = ({ usagePointId, channel, day }: DayOfChannel): string => `${usagePointId} ${channel} ${day}`;

/** What is stored of days, with and without a value. @returns the runs of a day, none when nothing of it is stored. @throws ProblemError `unavailable`. */
export async function storedRuns(
  days: readonly DayOfChannel[],
  requests: RequestClient,
): Promise<(day: DayOfChannel) => readonly RunOfReadings[]> {
  const stored = new Map<string, readonly RunOfReadings[]>();
  for (let i = 0; i < days.length; i += MOST_ASKED) {
    const reply = await requests.request('data-delivery.list-runs', { days: days.slice(i, i + MOST_ASKED) });
    for (const day of reply.days) stored.set(keyOf(day), day.runs);
  }
  return (day) => stored.get(keyOf(day)) ?? [];
}
