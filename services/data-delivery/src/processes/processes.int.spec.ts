import { setTimeout as wait } from 'node:timers/promises';
import { RequestClient } from '@greenledger/messaging';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';
import { ServiceProcesses } from '../testing/service-processes.js';

const LIMIT = 20;
const BATCH = `${BASE}/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const AUTHORIZED = { authorization: 'Bearer token-access' };
/** A connection of its own for each request: only so do they come to several processes. */
const ONCE = { ...AUTHORIZED, connection: 'close' };
const service = new RunningService({ FEED_PROCESSES: 2, RATE_LIMIT_PER_GRANT: LIMIT, LOG_LEVEL: 'info' });
const processes = new ServiceProcesses();
let requests: RequestClient;

beforeAll(async () => {
  await service.startSurroundings();
  await loadSample(service);
  requests = RequestClient.of(service.nats.credentials('portal'));
  await processes.start(service.environment);
}, 60_000);
afterAll(async () => {
  await processes.stop('SIGKILL');
  await requests?.close();
  await service.stop();
});

const limitsLeft = async (): Promise<number | undefined> => {
  const { clientId } = COMPANY;
  const { grant } = await requests.request('data-delivery.get-rate-limits', { clientId, authorizationId: AUTHORIZATION.authorizationId });
  return grant?.remaining;
};
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('gives the same feed from each of them, and counts the requests of all of them together', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(processes.url + BATCH, { headers: ONCE })));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  const left = answers.map(({ headers }) => Number(/"grant";r=(\d+)/.exec(headers.get('ratelimit')!)![1]));
  expect(left.sort((a, b) => b - a)).toEqual(left.map((_, i) => LIMIT - 1 - i));
  expect(await limitsLeft()).toBe(LIMIT - 8);
});

it('spreads requests over its processes', () => {
  const served = new Set<string>();
  for (const line of processes.lines) {
    const [, pid] = /"pid":(\d+).*"method":"GET".*Batch\/Subscription/.exec(line) ?? [];
    if (pid !== undefined) served.add(pid);
  }
  expect(served.size).toBe(2);
});

it('prepares what a process that answers HTTP was asked for in the one that works in the background', async () => {
  const asked = await fetch(processes.url + BATCH, { headers: { ...ONCE, prefer: 'respond-async' } });
  expect(asked.status).toBe(202);
  const job = new URL(asked.headers.get('location')!).pathname;
  for (let state = ''; state !== 'ready'; await wait(20)) {
    const answer = await fetch(processes.url + job, { headers: AUTHORIZED });
    expect(answer.status).toBe(200);
    ({ state } = (await answer.json()) as { state: string });
    expect(['queued', 'running', 'ready']).toContain(state);
  }
});

it('starts each of them again when it is killed, and answers all the while it has one', async () => {
  const [background, ...feeds] = processes.others;
  expect(feeds).toHaveLength(2);
  process.kill(feeds[0]!, 'SIGKILL');
  await processes.says(/the process feeds .* ended by itself \(SIGKILL\)/);
  expect((await fetch(`${processes.url}/health/ready`)).status).toBe(200);
  await processes.says(/listening on/, 3);
  process.kill(background!, 'SIGKILL');
  await processes.says(/answering requests/, 2);
  // The counts outlive them, for they lie in the first process.
  expect(await limitsLeft()).toBeLessThan(LIMIT);
  expect((await fetch(processes.url + BATCH, { headers: ONCE })).status).toBe(200);
});

it('drains all of them at SIGTERM: a feed under way comes to its end, then nothing is left', async () => {
  const living = processes.others.filter(alive);
  expect(living).toHaveLength(3);
  let recorded!: () => void;
  const asked = new Promise<void>((resolve) => {
    service.authorization.decide = async (release) => {
      resolve();
      await new Promise<void>((go) => (recorded = go));
      return AuthorizationStandIn.record(release);
    };
  });
  const feed = fetch(processes.url + BATCH, { headers: ONCE });
  await asked;
  const ended = processes.stop();
  await wait(200);
  recorded();
  expect((await (await feed).text()).trimEnd().slice(-7)).toBe('</feed>');
  expect(await ended).toBe(0);
  expect(living.filter(alive)).toEqual([]);
});

it('ends with an error when one of them does not come to its end', async () => {
  service.authorization.decide = (release) => AuthorizationStandIn.record(release);
  const cut = new ServiceProcesses();
  await cut.start(service.environment);
  const [background, ...feeds] = cut.others;
  process.kill(background!, 'SIGSTOP');
  const ended = cut.stop();
  await cut.says(/SIGTERM: draining/, feeds.length);
  process.kill(background!, 'SIGKILL');
  expect(await ended).toBe(1);
  expect(cut.lines.filter((line) => /the process background .* did not come to its end \(SIGKILL\)/.test(line))).toHaveLength(1);
});

it('ends with the reason when a process cannot start', async () => {
  const broken = new ServiceProcesses();
  await expect(broken.start({ ...service.environment, PAIRWISE_KEY_FILE: '/dev/null' })).rejects.toThrow(/PAIRWISE_KEY_FILE must hold/);
});

it('ends with the reason when several processes are asked for that cannot be', async () => {
  const broken = new ServiceProcesses();
  const started = broken.start({ ...service.environment, DELIVERY_ROLE: 'feeds' });
  await expect(started).rejects.toThrow(/^it ended with 78:[^]*FEED_PROCESSES[^]*must be 1 with DELIVERY_ROLE=feeds/);
});
