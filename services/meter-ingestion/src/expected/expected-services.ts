import { Injectable } from '@nestjs/common';
import type { ChannelCoverage, ExpectedService, ReplyOf, RequestOf, ServiceKind } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { type LocalDay, localDaysOf } from '../import/local-days.js';
import { expectedChannel, expectedState, type Span, speakingChannels } from './expected-channel.js';
import { explainMissing, type ServiceToExplain } from './explain-missing.js';
import type { InstalledMeter } from './missing-of-day.js';
import { type OpenRefusal, openRefusals } from './open-refusals.js';

/** When a service is overdue: hours since the end of its newest reading. */
export class OverdueAfter {
  constructor(readonly hours: number) {}
}

interface ServiceRow {
  readonly usage_point_id: string;
  readonly service_point_number: string;
  readonly service_kind: ServiceKind;
  readonly time_zone: string;
  readonly meters: readonly InstalledMeter[];
  readonly agreements: readonly Span[];
}

/** Services that data-delivery tells about in one request. */
const MOST_ASKED = 200;

/** Says of each service what should have come in the last days and what has, from the crosswalk and the store of readings. */
@Injectable()
export class ExpectedServices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: RequestClient,
    private readonly overdue: OverdueAfter,
  ) {}

  /** @param now seconds since 1970-01-01 UTC. @throws ProblemError `unavailable`. */
  async list(
    { after, limit, days, onlyIncomplete }: RequestOf<'meter-ingestion.list-expected'>,
    now: number,
  ): Promise<ReplyOf<'meter-ingestion.list-expected'>> {
    const rows: ServiceRow[] = await this.dataSource.query(SERVICES, [after, limit, now - (days + 2) * 86_400, now]);
    const services: ExpectedService[] = [];
    // Local days differ by zone, so each zone is asked about its own.
    for (const zone of new Set(rows.map(({ time_zone }) => time_zone))) {
      const ofZone = rows.filter(({ time_zone }) => time_zone === zone);
      const window = wholeDaysBefore(zone, now, days);
      for (let i = 0; i < ofZone.length; i += MOST_ASKED)
        services.push(...(await this.#compare(ofZone.slice(i, i + MOST_ASKED), window, now, onlyIncomplete)));
    }
    services.sort((a, b) => (a.servicePointNumber < b.servicePointNumber ? -1 : 1));
    return {
      services,
      next: rows.length === limit ? rows.at(-1)!.service_point_number : null,
    };
  }

  async #compare(
    rows: readonly ServiceRow[],
    window: readonly LocalDay[],
    now: number,
    onlyIncomplete: boolean,
  ): Promise<ExpectedService[]> {
    const [fromDay, toDay] = [window[0]!.day, window.at(-1)!.day];
    const usagePointIds = rows.map(({ usage_point_id: id }) => id);
    const { usagePoints } = await this.requests.request('data-delivery.list-coverage', { usagePointIds, fromDay, toDay });
    const numbers = rows.flatMap(({ meters }) => meters.map(({ meter }) => meter));
    const refusals = await openRefusals(numbers, window[0]!.start, window.at(-1)!.end, this.dataSource);
    const covered = new Map(usagePoints.map(({ usagePointId, channels }) => [usagePointId, channels]));
    const overdueAfter = this.overdue.hours * 3_600;
    const compared = rows.map((row): ServiceToExplain => {
      const ofService = refusals.filter(({ meterNumber }) => row.meters.some(({ meter }) => meter === meterNumber));
      const stored = covered.get(row.usage_point_id) ?? [];
      const known = stored.length > 0 ? stored : refusedChannels(ofService);
      const channels = speakingChannels(known.map((channel) => expectedChannel(channel, window, row.meters, now)));
      const service = {
        usagePointId: row.usage_point_id,
        servicePointNumber: row.service_point_number,
        serviceKind: row.service_kind,
        timeZone: row.time_zone,
        meterNumbers: [...new Set(row.meters.map(({ meter }) => meter))],
        fromDay,
        toDay,
        state: expectedState(channels, overdueAfter),
        channels,
      };
      return { service, meters: row.meters, agreements: row.agreements, refusals: ofService };
    });
    const listed = onlyIncomplete ? compared.filter(({ service }) => service.state !== 'complete') : compared;
    return explainMissing(listed, window, now - overdueAfter, this.requests);
  }
}

/** Of a service of which nothing is stored, what its refused lines tell: channels that have no reading. */
const refusedChannels = (refusals: readonly OpenRefusal[]): readonly ChannelCoverage[] =>
  [...new Set(refusals.map(({ channel }) => channel))].map((channel) => ({ channel, newestStart: null, days: [] }));

/** The last whole local days before a moment, oldest first. */
function wholeDaysBefore(zone: string, now: number, count: number): readonly LocalDay[] {
  const days: LocalDay[] = [];
  let { start } = localDaysOf(zone).at(now);
  while (days.length < count) {
    const day = localDaysOf(zone).at(start - 1);
    days.unshift(day);
    ({ start } = day);
  }
  return days;
}

/** Service points that had a meter in the window and have one holder or more in it; a service without holder owes nothing. */
const SERVICES = `
  SELECT s.id AS usage_point_id, s.service_point_number, s.service_kind, s.time_zone,
         (SELECT json_agg(json_build_object('meter', m.meter_number, 'from', m.installed_from, 'to', m.installed_to) ORDER BY m.installed_from)
            FROM meter_installation m WHERE m.service_point_id = s.id AND m.installed_from < $4 AND coalesce(m.installed_to, 9e15) > $3) AS meters,
         (SELECT json_agg(json_build_object('from', g.service_from, 'to', g.service_to))
            FROM agreement g WHERE g.service_point_id = s.id AND g.service_from < $4 AND coalesce(g.service_to, 9e15) > $3) AS agreements
    FROM service_point s
   WHERE s.service_point_number > $1
     AND EXISTS (SELECT FROM meter_installation m WHERE m.service_point_id = s.id AND m.installed_from < $4 AND coalesce(m.installed_to, 9e15) > $3)
     AND EXISTS (SELECT FROM agreement g WHERE g.service_point_id = s.id AND g.service_from < $4 AND coalesce(g.service_to, 9e15) > $3)
   ORDER BY s.service_point_number LIMIT $2`;
