import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ProblemError, type RecordRelease, type ReleaseDecision } from '@greenledger/contracts';
import { daysInARow, HOURLY, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { HeldTable } from '../testing/held-table.js';
import { project } from '../testing/sample-data.js';
import { bytesAhead } from './rendered-ahead.js';

const DAYS = 200;
const FEED = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const service = new RunningService();

beforeAll(async () => {
  await service.start();
  const log = new MeterLog();
  await project(service, [log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }])]);
  await project(service, [log.blocksOf('i-1', 1000, 'up-1', { ...HOURLY, intervalLength: 900 }, daysInARow(DAYS, 900))]);
}, 60_000);
afterAll(() => service.stop());
beforeEach(() => void (service.authorization.recorded.length = 0));

/** Lets authorization decide when it is told to, not before. */
function heldBack(decide: (release: RecordRelease) => ReleaseDecision): () => void {
  let go = (): void => undefined;
  const told = new Promise<void>((resolve) => (go = resolve));
  service.authorization.decide = async (release) => {
    await told;
    return decide(release);
  };
  return go;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(5);
}

/** A request whose answer is counted byte by byte. */
async function ask(coding = 'identity'): Promise<{ socket: Socket; answer: () => string }> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const headers = `Host: localhost\r\nAuthorization: Bearer token-access\r\nAccept-Encoding: ${coding}\r\nConnection: close`;
  socket.write(`GET ${BASE}${FEED} HTTP/1.1\r\n${headers}\r\n\r\n`);
  return { socket, answer: () => Buffer.concat(chunks).toString('latin1') };
}

it.each(['identity', 'gzip'])('sends nothing before the receipt, although the beginning is rendered (%s)', async (coding) => {
  const go = heldBack((release) => AuthorizationStandIn.record(release));
  const { socket, answer } = await ask(coding);
  await until(() => bytesAhead() > 0 && service.authorization.recorded.length === 1);
  await wait(100);
  expect(answer()).toBe('');
  const closed = once(socket, 'close');
  go();
  await closed;
  expect(answer()).toContain('HTTP/1.1 200 OK');
  expect(bytesAhead()).toBe(0);
  if (coding !== 'identity') return;
  // The same bytes as of a feed of which nothing was rendered before its receipt.
  service.authorization.decide = AuthorizationStandIn.record;
  const plain = await (await service.get(FEED, 'token-access')).text();
  const [, ...body] = answer().split('\r\n\r\n');
  expect(
    body
      .join('\r\n\r\n')
      .replace(/(?:^|\r\n)[0-9a-f]+\r\n/g, '')
      .trimEnd(),
  ).toBe(plain.trimEnd());
});

it('answers a refusal with its problem alone, and drops what was rendered', async () => {
  const go = heldBack(() => {
    throw new ProblemError('release-refused', 'The authorization was revoked.');
  });
  const { socket, answer } = await ask();
  await until(() => bytesAhead() > 0);
  const closed = once(socket, 'close');
  go();
  await closed;
  expect(answer()).toContain('HTTP/1.1 403');
  expect(answer()).toContain('The authorization was revoked.');
  expect(answer()).not.toMatch(/espi|etag/i);
  expect(bytesAhead()).toBe(0);
});

it('notes that a client which left before the receipt got nothing of what is on record', async () => {
  const go = heldBack((release) => AuthorizationStandIn.record(release));
  const { socket } = await ask();
  await until(() => bytesAhead() > 0 && service.authorization.recorded.length === 1);
  socket.resetAndDestroy();
  await wait(100);
  go();
  const [{ releaseId }] = service.authorization.recorded as [RecordRelease];
  const ends = (): Promise<{ end_state: string; bytes: string }[]> =>
    service.database.dataSource.query('SELECT end_state, bytes FROM access_log WHERE release_id = $1', [releaseId]);
  await until(async () => (await ends()).some(({ end_state }) => end_state !== 'started'));
  expect(await ends()).toEqual([{ end_state: 'aborted', bytes: '0' }]);
  expect(bytesAhead()).toBe(0);
});

it('asks for no record when the client left before it', async () => {
  service.authorization.decide = AuthorizationStandIn.record;
  const table = await HeldTable.hold('usage_point', service.database);
  const [left, stayed] = [await ask(), await ask()];
  await table.isWaitedFor();
  left.socket.resetAndDestroy();
  await wait(100);
  const closed = once(stayed.socket, 'close');
  await table.giveBack();
  await closed;
  expect(stayed.answer()).toContain('HTTP/1.1 200 OK');
  await wait(100);
  const [one, ...more] = service.authorization.recorded;
  expect(more).toEqual([]);
  expect(stayed.answer()).toContain(`release-id: ${one!.releaseId}`);
});
