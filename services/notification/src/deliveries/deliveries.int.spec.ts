import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ThirdPartyRegistered } from '@greenledger/contracts';
import { LeasedQueue } from '../queue/leased-queue.js';
import {
  eventually,
  granted,
  ORIGIN,
  registered,
  revoked,
  startNotificationStack,
  type NotificationStack,
} from '../testing/notification-stack.js';
import { Receiver } from '../testing/receiver.js';

const base = `${ORIGIN}/DataCustodian/espi/1_1/resource`;
const resourcesOf = (body: string): string[] =>
  [...body.matchAll(/<resources>([^<]*)<\/resources>/g)].map((match) => match[1]!.replaceAll('&amp;', '&'));

describe('deliveries', () => {
  let stack: NotificationStack;
  /** Each test has its own company and authorization. */
  let count = 0;
  beforeAll(async () => void (stack = await startNotificationStack()));
  afterAll(() => stack?.stop());

  const newCompany = (notifyUri = stack.receiver.url) => {
    const ids = { company: `t-${++count}`, authorization: `a-${count}` };
    stack.append(registered(ids.company, notifyUri));
    return ids;
  };
  const about = (authorization: string) =>
    stack.receiver.received.filter(({ body }) => body.includes(`/${authorization}<`) || body.includes(`/${authorization}?`));
  const rows = (company: string) =>
    stack.database.ownerDataSource.query('select * from delivery where lane = $1 order by created_at', [company]);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 600));

  it('tells the company, and only it, that a batch is ready', async () => {
    const { company, authorization } = newCompany();
    const other = newCompany();
    stack.append(granted(authorization, company));
    await eventually(() => about(authorization).length === 1);
    const uri = `${base}/Batch/Subscription/${authorization}?published-min=2026-01-01T00:00:00Z&correlationID=j-1`;
    stack.prepared({ jobId: 'j-1', thirdPartyId: company, resources: [uri], correlationId: 'c-1', transaction: 'T-7' });
    await eventually(() => about(authorization).length === 2);
    const ready = about(authorization).find(({ body }) => resourcesOf(body)[0] === uri);
    expect(resourcesOf(ready!.body)).toEqual([uri]);
    expect(ready!.headers).toMatchObject({ correlationid: 'c-1', 'x-transaction': 'T-7' });
    const grant = about(authorization).find((other) => other !== ready);
    expect(grant!.headers).not.toHaveProperty('x-transaction');
    expect(await rows(other.company)).toEqual([]);
  });

  it('tells the company of a grant, of data and of the end, each once (PSH002, PSH003)', async () => {
    const { company, authorization } = newCompany();
    stack.append(granted(authorization, company));
    await eventually(() => about(authorization).length === 1);
    const [first] = about(authorization);
    expect(first!.headers).toMatchObject({ 'content-type': 'application/xml', 'webhook-id': expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(Math.abs(Number(first!.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(10);
    expect(resourcesOf(first!.body)).toEqual([`${base}/Authorization/${authorization}`, `${base}/Batch/Subscription/${authorization}`]);
    const span = { usagePointId: 'up-1', start: 1_780_272_000, end: 1_780_358_400 };
    stack.arrive({
      importId: 'i-1',
      part: 0,
      last: true,
      usagePoints: [span],
      readings: { added: 24, corrected: 0, duplicate: 0, superseded: 0 },
    });
    await eventually(() => about(authorization).length === 2);
    expect(resourcesOf(about(authorization)[1]!.body)).toEqual([
      `${base}/Batch/Subscription/${authorization}?published-min=2026-06-01T00:00:00Z&published-max=2026-06-02T00:00:00Z`,
    ]);
    stack.append(revoked(authorization));
    await eventually(() => about(authorization).length === 3);
    expect(resourcesOf(about(authorization)[2]!.body)).toEqual([`${base}/Authorization/${authorization}`]);
    stack.arrive({
      importId: 'i-2',
      part: 0,
      last: true,
      usagePoints: [span],
      readings: { added: 0, corrected: 1, duplicate: 0, superseded: 0 },
    });
    await settle();
    expect(about(authorization)).toHaveLength(3);
  });

  it('PSH001: tells a company that customers share with of its changed registration, at its new address', async () => {
    const elsewhere = new Receiver();
    await elsewhere.start();
    const { company, authorization } = newCompany();
    const changed = (thirdPartyId: string) =>
      stack.append({
        type: 'ThirdPartyModified',
        data: { thirdPartyId, facts: registered(thirdPartyId, elsewhere.url).data as ThirdPartyRegistered['data'] },
      });
    changed(newCompany().company);
    stack.append(granted(authorization, company));
    await eventually(() => about(authorization).length === 1);
    changed(company);
    await eventually(() => elsewhere.received.length === 1);
    await settle();
    // The other company was not written to: nobody shares with it yet.
    expect(elsewhere.received.map(({ body }) => resourcesOf(body))).toEqual([[`${base}/ApplicationInformation/ai-${company}`]]);
    await elsewhere.stop();
  });

  it('PSH004: records that a receiver is down, and goes on when it is up again, under the same id', async () => {
    const receiver = new Receiver();
    await receiver.start();
    const { company, authorization } = newCompany(receiver.url);
    await receiver.stop();
    stack.append(granted(authorization, company));
    await eventually(async () => (await rows(company))[0]?.attempts >= 2);
    await receiver.start();
    await eventually(() => receiver.received.length === 1);
    const [row] = await rows(company);
    expect(receiver.received[0]!.headers['webhook-id']).toBe(row.id);
    await settle();
    expect(receiver.received).toHaveLength(1);
    const attempts = await stack.database.ownerDataSource.query(
      'select outcome from delivery_attempt where delivery_id = $1 order by attempt',
      [row.id],
    );
    expect(attempts[0].outcome).toContain('ECONNREFUSED');
    expect(attempts.at(-1).outcome).toBe('HTTP 200');
    await receiver.stop();
  });

  it('loses nothing that was planned or taken up when the process ends', async () => {
    const { company, authorization } = newCompany();
    await stack.stopService();
    stack.append(granted(authorization, company));
    stack.append(revoked(authorization));
    await stack.startService();
    await eventually(() => about(authorization).length === 2);
    // As after kill -9 in the middle of an attempt: the row is claimed, and nobody will ever finish it.
    await stack.stopService();
    await stack.database.ownerDataSource.query(`update delivery set state = 'pending', next_attempt_at = now() where lane = $1`, [company]);
    const dead = new LeasedQueue(stack.database.dataSource, 'delivery', 2);
    expect(await dead.claim(company)).toBeDefined();
    expect(await dead.claim(company)).toBeDefined();
    await stack.startService();
    await eventually(() => about(authorization).length === 4);
    expect(new Set(about(authorization).map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('follows no redirect: it is a failure', async () => {
    const elsewhere = new Receiver();
    const redirecting = new Receiver();
    await Promise.all([elsewhere.start(), redirecting.start()]);
    redirecting.answer = (response) => void response.writeHead(302, { location: elsewhere.url }).end();
    const { company, authorization } = newCompany(redirecting.url);
    stack.append(granted(authorization, company));
    await eventually(() => redirecting.received.length >= 2);
    expect(elsewhere.received).toHaveLength(0);
    expect((await rows(company))[0].last_outcome).toContain('redirects are not followed');
    await Promise.all([elsewhere.stop(), redirecting.stop()]);
  });

  it('waits as long as Retry-After says', async () => {
    const { company, authorization } = newCompany();
    stack.receiver.answer = (response) => void response.writeHead(503, { 'retry-after': '3600' }).end();
    stack.append(granted(authorization, company));
    await eventually(async () => (await rows(company))[0]?.attempts === 1);
    stack.receiver.answer = (response) => void response.writeHead(200).end();
    const [{ wait }] = await stack.database.ownerDataSource.query(
      'select extract(epoch from next_attempt_at - now()) as wait from delivery where lane = $1',
      [company],
    );
    expect(Number(wait)).toBeGreaterThan(3500);
  });

  it('sends nothing more after 410 Gone', async () => {
    const gone = new Receiver();
    await gone.start();
    gone.answer = (response) => void response.writeHead(410).end();
    const { company, authorization } = newCompany(gone.url);
    stack.append(granted(authorization, company));
    await eventually(async () => (await rows(company))[0]?.state === 'cancelled');
    stack.append(revoked(authorization));
    await settle();
    expect(gone.received).toHaveLength(1);
    await gone.stop();
  });

  it('lets no slow company hold up another', async () => {
    const slow = new Receiver();
    await slow.start();
    slow.answer = () => undefined;
    const hanging = newCompany(slow.url);
    stack.append(granted(hanging.authorization, hanging.company));
    await eventually(() => slow.received.length === 1);
    const quick = newCompany();
    stack.append(granted(quick.authorization, quick.company));
    await eventually(() => about(quick.authorization).length === 1, 900);
    await eventually(async () => (await rows(hanging.company))[0].last_outcome === 'no answer in time');
    await slow.stop();
  });
});
