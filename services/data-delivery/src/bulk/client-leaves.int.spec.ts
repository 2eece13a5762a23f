import { once } from 'node:events';
import { get, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuthorizationView } from '@greenledger/contracts';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { project } from '../testing/sample-data.js';

/** Authorizations of a feed, and those of them that make its first batch. */
const [GRANTS, FIRST] = [40, 32];
/** A batch of so many is several chunks, and few enough that a compressor reads on to its end while nobody takes them. */
const DAYS = 5;
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;
const service = new RunningService();
const idOf = (i: number): string => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
const grants = Array.from({ length: GRANTS }, (_, i): AuthorizationView => ({ ...AUTHORIZATION, authorizationId: idOf(i) }));
const later = new Set(grants.slice(FIRST).map(({ authorizationId }) => authorizationId));

beforeAll(async () => {
  await service.start();
  const log = new MeterLog();
  const days = Array.from({ length: DAYS }, (_, i) => `2025-11-${String(i + 1).padStart(2, '0')}`);
  const blocks = days.map(
    (day) => ['up-1', day, dayReadings(day, (hour) => hour * hour)] as [string, string, ReturnType<typeof dayReadings>],
  );
  await project(service, [log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }]), log.blocks('i-1', 1000, blocks)]);
  service.authorization.view = grants[0]!;
  service.authorization.others.push(...grants.slice(1));
});
afterAll(() => service.stop());

/** The feed as it is, not compressed. */
async function plain(): Promise<string> {
  const headers = { authorization: 'Bearer token-client', 'accept-encoding': 'identity' };
  return (await fetch(service.url + BASE + BULK, { headers })).text();
}

/** Something that is waited for until it is opened. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** Has the parts of second batches recorded when a gate is opened. @returns how it is told that one waits */
function hold(opened: Promise<void>): Promise<void> {
  return new Promise((asked) => {
    service.authorization.decide = async (release) => {
      if (later.has(release.authorizationId)) {
        asked();
        await opened;
      }
      return AuthorizationStandIn.record(release);
    };
  });
}

it('a feed that nobody takes any more, and that is still waiting for parts, writes nothing into the feeds of others', async () => {
  const whole = await plain();
  const [left, other] = [gate(), gate()];

  const waits = hold(left.opened);
  // The first chunk is never taken, as by a slow reader: meanwhile the next ones are compressed.
  service.app.getHttpServer().once('request', (_request: unknown, response: ServerResponse) => {
    const write = response.write.bind(response) as (chunk: Buffer) => boolean;
    response.write = ((chunk: Buffer) => write(chunk)) as ServerResponse['write'];
  });
  const asked = get(service.url + BASE + BULK, { headers: { authorization: 'Bearer token-client', 'accept-encoding': 'br' } });
  asked.on('error', () => undefined);
  await once(asked, 'response');
  await waits;
  await wait(300);
  asked.destroy();
  await wait(200);

  const othersWait = hold(other.opened);
  const others = plain();
  await othersWait;
  await wait(200);
  left.open();
  await wait(300);
  other.open();
  expect(await others).toBe(whole);
});
