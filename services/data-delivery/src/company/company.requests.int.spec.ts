import type { KeptRefusal } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClientNats } from '@nestjs/microservices';
import { AUTHORIZATION, COMPANY, RunningService } from '../testing/running-service.js';
import { dayReadings } from '../testing/meter-log.js';
import { loadSample, project } from '../testing/sample-data.js';
import { localDayBounds, localDayOf } from '@greenledger/espi';

const ZONE = 'America/Los_Angeles';
const { thirdPartyId, clientId } = COMPANY;
const { authorizationId } = AUTHORIZATION;

describe('the requests of a company’s pages', () => {
  const service = new RunningService();
  let requests: RequestClient;
  beforeAll(async () => {
    await service.start();
    const { url, user, password } = service.nats.credentials('portal');
    requests = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_portal' }));
  });
  afterAll(async () => {
    await requests?.close();
    await service.stop();
  });
  const health = (days = 3) => requests.request('data-delivery.describe-data-health', { thirdPartyId, authorizationId, days });

  it('say that nothing can be read before the services are known here', async () => {
    expect(await health()).toEqual({ unreadable: 'not-readable', usagePoints: [] });
  });

  it('list the refusals of the company only, and explain one', async () => {
    const refused = await service.get('/UsagePoint?token=hidden', 'token-client');
    const { instance } = (await refused.json()) as { instance: string };
    const refusalId = instance.slice(instance.lastIndexOf('/') + 1);
    const { keptDays, refusals } = await requests.request('data-delivery.list-refusals', { thirdPartyId, limit: 5 });
    expect([keptDays, refusals.map(({ id }) => id)]).toEqual([30, [refusalId]]);
    const one: KeptRefusal = await requests.request('data-delivery.get-refusal', { thirdPartyId, refusalId });
    expect(one).toEqual(refusals[0]);
    expect(JSON.stringify(one)).not.toContain('hidden');
    for (const request of [
      { thirdPartyId: 'tp-2', refusalId },
      { thirdPartyId, refusalId: 'x' },
    ]) {
      await expect(requests.request('data-delivery.get-refusal', request)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect((await requests.request('data-delivery.list-refusals', { thirdPartyId: 'tp-2', limit: 5 })).refusals).toEqual([]);
  });

  it('tell what is left of the limits without counting', async () => {
    const look = (id: string | null) => requests.request('data-delivery.get-rate-limits', { clientId, authorizationId: id });
    const before = await look(authorizationId);
    expect(await look(authorizationId)).toMatchObject({ client: { remaining: before.client!.remaining } });
    await service.get('/ReadServiceStatus', 'token-client');
    const after = await look(null);
    expect(after).toMatchObject({ client: { limit: 3_000, windowSeconds: 60, remaining: before.client!.remaining - 1 }, grant: null });
    expect(before.grant).toMatchObject({ limit: 600, remaining: 600 });
  });

  it('tell how fresh the data is and what is missing, by the ids that the company knows', async () => {
    const log = await loadSample(service);
    const day = (before: number): string => localDayOf(ZONE, Date.now() / 1000 - before * 86_400);
    const yesterday = dayReadings(day(1), () => 1);
    await project(service, [
      log.blocks('i-2', 2000, [
        ['up-1', day(2), dayReadings(day(2), () => 1)],
        // Behind twenty hours, two that the meter said to have no value; of the rest nothing came.
        ['up-1', day(1), yesterday.slice(0, 22).map((reading, hour) => (hour < 20 ? reading : { ...reading, value: null }))],
      ]),
    ]);
    const answer = await health();
    expect(answer.unreadable).toBeNull();
    const [usagePoint] = answer.usagePoints;
    const feed = await (await service.get(`/Subscription/${authorizationId}/UsagePoint`, 'token-access')).text();
    expect(feed).toContain(`/UsagePoint/${usagePoint!.usagePointId}"`);
    expect(JSON.stringify(answer)).not.toContain('up-1');
    const hours = (which: number): number => {
      const { start, end } = localDayBounds(ZONE, day(which));
      return (end - start) / 3600;
    };
    expect(usagePoint!.channels).toEqual([
      {
        channel: expect.stringMatching(/\.3600$/),
        intervalLength: 3600,
        expected: hours(3) + hours(2) + hours(1),
        received: hours(2) + 20,
        gaps: [
          { day: day(3), expected: hours(3), received: 0, noValue: 0 },
          { day: day(1), expected: hours(1), received: 20, noValue: 2 },
        ],
        newestEnd: yesterday[19]!.start + 3600,
      },
    ]);
  });

  it('show nothing outside the grant', async () => {
    const { view, recorded } = service.authorization;
    const before = recorded.length;
    // The published period ends within the sample's last day but one: its tenth hour is the newest that may be seen.
    const end = dayReadings('2025-11-02', () => 0)[10]!.start;
    service.authorization.view = { ...view, terms: { ...view.terms, publishedPeriod: { start: 1_700_000_000, end } } };
    expect((await health()).usagePoints[0]!.channels).toMatchObject([{ expected: 0, received: 0, gaps: [], newestEnd: end }]);
    service.authorization.view = { ...view, terms: { ...view.terms, dataSets: ['billing'] } };
    expect(await health()).toEqual({ unreadable: 'no-usage', usagePoints: [] });
    service.authorization.view = { ...view, status: 'revoked' };
    expect(await health()).toEqual({ unreadable: 'ended', usagePoints: [] });
    service.authorization.view = { ...view, customerId: 'c-2' };
    expect(await health()).toEqual({ unreadable: 'not-readable', usagePoints: [] });
    service.authorization.view = view;
    const other = { thirdPartyId: 'tp-2', authorizationId, days: 3 };
    await expect(requests.request('data-delivery.describe-data-health', other)).rejects.toMatchObject({ code: 'not-found' });
    await expect(health(0)).rejects.toMatchObject({ code: 'bad-request' });
    expect(recorded).toHaveLength(before);
  });
});
