import { gzipSync } from 'node:zlib';
import { ProblemError, type ChannelUsage } from '@greenledger/contracts';
import type { Responder } from '@greenledger/testing';

const DAY = 86_400;
const PLAN = 'plan-1';

/** What data-delivery answers about a customer's own readings: 190 days from 2026-05-25 on, and files of two parts. */
export function ownUsageAnswers(): Parameters<typeof Responder.start>[1] {
  const first = Date.UTC(2026, 4, 25) / 1000;
  return {
    'data-delivery.summarize-own-usage': ({ usagePointIds, start, end }) => {
      const days = (sumOf: (i: number) => number) =>
        Array.from({ length: 190 }, (_, i) => ({ at: first + i * DAY, readings: 96, sum: sumOf(i) }))
          .filter(({ at }) => start <= at + DAY && at + DAY < end)
          .map(({ at, ...day }) => ({ ...day, day: new Date(at * 1000).toISOString().slice(0, 10) }));
      const channels = [
        withTariff({ usagePointId: 'up-electric', readingTypeKey: '1.1.4.12.72.0.900', days: days((i) => 9_000 + ((i * 37) % 11) * 700) }),
        { usagePointId: 'up-electric', readingTypeKey: '1.4.4.12.72.0.900', days: days((i) => 4_000 - ((i * 37) % 11) * 900) },
        { usagePointId: 'up-electric', readingTypeKey: '1.1.1.12.72.0.0', days: days((i) => 5_000_000 + i) },
        { usagePointId: 'up-gas', readingTypeKey: '7.1.4.12.169.-3.86400', days: days((i) => 500 + ((i * 13) % 7) * 120) },
      ];
      return { channels: channels.filter(({ usagePointId }) => usagePointIds.includes(usagePointId)) };
    },
    'data-delivery.render-own-usage': ({ usagePointIds, form, part, bytesBefore, plan, start }) => {
      if (usagePointIds.length === 0) throw new ProblemError('usage-point-not-held', 'None of these services is or was yours.');
      // Of the time before, more is arriving all the while.
      if (part > 0 && (plan !== PLAN || start < first - 365 * DAY))
        throw new ProblemError('conflict', 'The readings changed while they were read.');
      const text = `${form} part ${part} after ${bytesBefore}\n`;
      return { gzip: gzipSync(text).toString('base64'), bytes: Buffer.byteLength(text), last: part === 1, plan: PLAN };
    },
  };
}

/** A third of each day at 0.50, the rest at 0.30 a kWh, in times of use of which the utility named one. */
function withTariff(channel: ChannelUsage): ChannelUsage {
  const days = channel.days.map((day) => ({ ...day, cost: (day.sum / 3) * 50 + ((day.sum * 2) / 3) * 30 }));
  const all = days.reduce((sum, day) => sum + day.sum, 0);
  const readings = days.reduce((count, day) => count + day.readings, 0);
  const timesOfUse = [
    { tou: 1, name: 'Peak, 4 to 9 pm', readings: readings / 3, sum: all / 3, cost: (all / 3) * 50 },
    { tou: 2, name: null, readings: (readings * 2) / 3, sum: (all * 2) / 3, cost: ((all * 2) / 3) * 30 },
  ];
  return { ...channel, days, currency: 840, timesOfUse };
}
