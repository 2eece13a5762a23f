import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReplyOf, requestSubject, type RequestOf } from '@greenledger/contracts';
import { connectNats, type NatsConnection, RequestClient } from '@greenledger/messaging';
import { ClientNats } from '@nestjs/microservices';
import { localDaysOf } from '../import/local-days.js';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

type Expected = ReplyOf<'meter-ingestion.list-expected'>;
const ZONES = ['America/Los_Angeles', 'Europe/Berlin'];

/** data-delivery is a stand-in: of SP0 everything has come, of SP1 all but three hours of the last day, of SP2 nothing. */
describe('expected against received', () => {
  let service: RunningService;
  let connection: NatsConnection;
  const asked: RequestOf<'data-delivery.list-coverage'>[] = [];
  const numbers = new Map<string, string>();
  beforeAll(async () => {
    service = await RunningService.start();
    const row = (i: number, zone: string, from: string, to = ''): string =>
      `C${i},Customer,,en,A${i},G${i},electric,${from},${to},SP${i},${i} Elm Street,95014,${zone},E-1,M-${i},${from},`;
    const rows = [
      row(0, ZONES[0]!, '2020-01-01'),
      row(1, ZONES[1]!, '2020-01-01'),
      row(2, ZONES[0]!, '2020-01-01'),
      row(3, ZONES[0]!, '2020-01-01', '2021-01-01'),
    ];
    await service.settled((await service.upload('cis-extracts', extractOfRows(...rows))).importId);
    for (const { id, number } of (await service.database.dataSource.query(
      'SELECT id, service_point_number AS number FROM service_point',
    )) as { id: string; number: string }[]) {
      numbers.set(id, number);
    }
    connection = await connectNats(service.nats.credentials('data-delivery'));
    connection.subscribe(requestSubject('data-delivery.list-coverage'), {
      queue: 'data-delivery',
      callback: (_error, message) => {
        const { data, id } = message.json<{ data: RequestOf<'data-delivery.list-coverage'>; id: string }>();
        asked.push(data);
        message.respond(JSON.stringify({ id, response: { reply: coverage(data) }, isDisposed: true }));
      },
    });
    connection.subscribe(requestSubject('data-delivery.list-runs'), {
      queue: 'data-delivery',
      callback: (_error, message) => {
        const { id } = message.json<{ id: string }>();
        message.respond(JSON.stringify({ id, response: { reply: { days: [] } }, isDisposed: true }));
      },
    });
    await connection.flush();
  });
  afterAll(async () => {
    await connection.close();
    await service.stop();
  });

  function coverage({ usagePointIds, fromDay, toDay }: RequestOf<'data-delivery.list-coverage'>): ReplyOf<'data-delivery.list-coverage'> {
    return {
      usagePoints: usagePointIds.map((usagePointId) => {
        const number = numbers.get(usagePointId)!;
        if (number === 'SP2') return { usagePointId, channels: [] };
        const zone = number === 'SP0' ? ZONES[0]! : ZONES[1]!;
        const days: { day: string; values: number }[] = [];
        let last = { day: '', start: 0, end: Date.parse(`${fromDay}T12:00Z`) / 1_000 };
        while (last.day < toDay) {
          last = localDaysOf(zone).at(last.day === '' ? last.end : last.end + 1);
          days.push({ day: last.day, values: (last.end - last.start) / 3_600 - (number === 'SP1' && last.day === toDay ? 3 : 0) });
        }
        return {
          usagePointId,
          channels: [{ channel: '1.1.4.12.72.0.3600', newestStart: last.end - 3_600 * (number === 'SP1' ? 4 : 1), days }],
        };
      }),
    };
  }
  const list = async (query: string): Promise<Expected> => (await (await service.fetch(`/ingest/v1/expected${query}`)).json()) as Expected;

  it('is told for every service that has a meter and a holder, in its own local days', async () => {
    const { services, next } = await list('?days=3');
    expect(services.map(({ servicePointNumber, state }) => [servicePointNumber, state])).toEqual([
      ['SP0', 'complete'],
      ['SP1', 'gaps'],
      ['SP2', 'never'],
    ]);
    expect(next).toBeNull();
    const [whole, holed] = services;
    expect(whole!.channels[0]!.received).toBe(whole!.channels[0]!.expected);
    expect(holed!.channels[0]!.gaps).toEqual([{ day: holed!.toDay, expected: expect.any(Number), received: expect.any(Number) }]);
    expect(holed!.channels[0]!.expected! - holed!.channels[0]!.received).toBe(3);
    expect(whole!.meterNumbers).toEqual(['M-0']);
    // Yesterday is the last whole day, and it ended at local midnight, not at UTC's.
    expect(asked.map(({ usagePointIds }) => usagePointIds.length).sort()).toEqual([1, 2]);
    expect(whole!.channels[0]!.age).toBeLessThan(90_000);
  });

  it('goes page by page and can leave out what is complete', async () => {
    const first = await list('?limit=2&incomplete=true');
    expect([first.services.map(({ servicePointNumber }) => servicePointNumber), first.next]).toEqual([['SP1'], 'SP1']);
    const second = await list(`?limit=2&after=${first.next}`);
    expect([second.services.map(({ servicePointNumber }) => servicePointNumber), second.next]).toEqual([['SP2'], null]);
    expect((await service.fetch('/ingest/v1/expected?days=99')).status).toBe(400);
  });

  it('is answered to the portal over NATS, as is the search by any id', async () => {
    const { url, user, password } = service.nats.credentials('portal');
    const requests = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_portal' }));
    try {
      const { services } = await requests.request('meter-ingestion.list-expected', {
        after: 'SP1',
        limit: 10,
        days: 7,
        onlyIncomplete: false,
      });
      expect(services.map(({ servicePointNumber }) => servicePointNumber)).toEqual(['SP2']);
      const { found } = await requests.request('meter-ingestion.find-by-id', { id: 'M-2' });
      expect(found).toMatchObject([{ matched: 'meter', servicePointNumber: 'SP2' }]);
    } finally {
      await requests.close();
    }
  });
});
