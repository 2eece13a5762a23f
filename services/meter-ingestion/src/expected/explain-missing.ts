import type { ExpectedChannel, ExpectedService } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import type { LocalDay } from '../import/local-days.js';
import type { Span } from './expected-channel.js';
import { inPlace, type InstalledMeter, missingOfDay } from './missing-of-day.js';
import type { OpenRefusal } from './open-refusals.js';
import { storedRuns } from './stored-runs.js';

/** A service with what decides why readings of it are missing. */
export interface ServiceToExplain {
  readonly service: ExpectedService;
  readonly meters: readonly InstalledMeter[];
  readonly agreements: readonly Span[];
  readonly refusals: readonly OpenRefusal[];
}

/** Gives each missing reading its reason. @param lateBefore what ended after this moment is not late yet. @throws ProblemError `unavailable`. */
export async function explainMissing(
  services: readonly ServiceToExplain[],
  days: readonly LocalDay[],
  lateBefore: number,
  requests: RequestClient,
): Promise<ExpectedService[]> {
  const asked = services.flatMap(({ service: { usagePointId, channels } }) =>
    channels.flatMap(({ channel, gaps }) => gaps.map(({ day }) => ({ usagePointId, channel, day }))),
  );
  const runsOf = await storedRuns(asked, requests);
  return services.map(({ service, meters, agreements, refusals }) => {
    const explained = (channel: ExpectedChannel): ExpectedChannel => {
      const gaps = new Set(channel.gaps.map(({ day }) => day));
      const circumstances = {
        meters,
        agreements,
        refusals: refusals.filter((refusal) => refusal.channel === channel.channel),
        newestEnd: channel.newestEnd,
        lateBefore,
      };
      const missing = days.flatMap((day) => {
        const isGap = gaps.has(day.day);
        // Nearly every day: all of it came, and a meter was in place throughout.
        if (!isGap && inPlace(meters, { from: day.start, to: day.end })) return [];
        const runs = isGap ? runsOf({ usagePointId: service.usagePointId, channel: channel.channel, day: day.day }) : undefined;
        return missingOfDay(day, channel.intervalLength, runs, circumstances);
      });
      return { ...channel, missing };
    };
    return { ...service, channels: service.channels.map(explained) };
  });
}
