import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { daysInARow, HOURLY, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { project } from '../testing/sample-data.js';

/** So many days of 15-minute readings do not fit into what sockets hold: who stops reading holds the feed up. */
const DAYS = 800;
/** Within the limit of a test, and far below the 72 s that a connection is kept for its client. */
const SOON = 10_000;
const service = new RunningService();

beforeAll(async () => {
  await service.start();
  const log = new MeterLog();
  await project(service, [log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }])]);
  await project(service, [log.blocksOf('i-1', 1000, 'up-1', { ...HOURLY, intervalLength: 900 }, daysInARow(DAYS, 900))]);
}, 60_000);
afterAll(() => service.stop());

const endsOf = async (releaseId: string): Promise<string[]> => {
  const rows: { end_state: string }[] = await service.database.dataSource.query('SELECT end_state FROM access_log WHERE release_id = $1', [
    releaseId,
  ]);
  return rows.map(({ end_state }) => end_state);
};
/** Each release that was recorded has come to an end of some kind. */
async function noneUnderWay(): Promise<void> {
  for (const { releaseId } of service.authorization.recorded) {
    while (['', 'started'].includes((await endsOf(releaseId)).join(''))) await wait(20);
  }
}

/** The service is closed, and there is another one. */
async function closesSoon(): Promise<void> {
  const late = wait(SOON, 'still open', { ref: false });
  expect(await Promise.race([service.restart().then(() => 'closed'), late])).toBe('closed');
}

const ONE = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;

/** How clients leave that have taken the head of a feed and nothing more. */
const LEAVING = {
  async 'fetch with an AbortSignal'(uri: string, headers: Record<string, string>): Promise<void> {
    const abort = new AbortController();
    const answer = await fetch(uri, { headers, signal: abort.signal });
    await wait(300);
    abort.abort();
    await expect(answer.text()).rejects.toThrow();
  },
  async 'fetch that cancels the body'(uri: string, headers: Record<string, string>): Promise<void> {
    const answer = await fetch(uri, { headers });
    await wait(300);
    await answer.body!.cancel();
  },
  async 'a socket that is reset'(uri: string, headers: Record<string, string>): Promise<void> {
    const [answer] = (await once(get(uri, { headers, agent: false }), 'response')) as [IncomingMessage];
    await wait(300);
    answer.on('error', () => undefined);
    answer.socket.resetAndDestroy();
  },
};

it.each(
  Object.entries(LEAVING).flatMap(([name, leave]) => [
    [name, 'one authorization', leave, ONE, 'token-access'] as const,
    [name, 'a bulk', leave, BULK, 'token-client'] as const,
  ]),
)('closes soon after %s left in the middle of the feed of %s', async (_name, _what, leave, path, token) => {
  await leave(service.url + BASE + path, { authorization: `Bearer ${token}`, 'accept-encoding': 'identity' });
  await noneUnderWay();
  expect(await endsOf(service.authorization.recorded.at(-1)!.releaseId)).toEqual(['aborted']);
  await closesSoon();
});

it('closes soon after a reader that was slow has taken the rest, over a connection that it keeps', async () => {
  const answer = await fetch(service.url + BASE + ONE, {
    headers: { authorization: 'Bearer token-access', 'accept-encoding': 'identity' },
  });
  await wait(300);
  const closing = closesSoon();
  expect((await answer.text()).trimEnd().slice(-7)).toBe('</feed>');
  await closing;
});
