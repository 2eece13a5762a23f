import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { formatTimestamp, localDayBounds } from '@greenledger/espi';
import { dayReadings, MeterLog, ZONE } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadManyChannels, project, SAMPLE_DAYS } from '../testing/sample-data.js';
import { compact } from './compaction.js';

const service = new RunningService();
const log = new MeterLog();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;
const FACES = ['application/atom+xml', 'application/json', 'text/csv', 'application/x-ndjson', 'application/vnd.apache.parquet'];
const first = localDayBounds(ZONE, SAMPLE_DAYS[0]!).start;
const at = (seconds: number): string => formatTimestamp(seconds);
const QUERIES = [
  '',
  `?published-min=${at(first + 5 * 3_600)}&published-max=${at(first + 31 * 3_600)}`,
  ...[4, 9, 10, 11].map((second) => `?asOf=${at(Date.UTC(2026, 0, 1) / 1_000 + second)}`),
  `?updated-min=${at(Date.UTC(2026, 0, 1) / 1_000 + 8)}`,
];

beforeAll(async () => {
  await service.start();
  await loadManyChannels(service, log);
  const terms = { ...AUTHORIZATION.terms, usagePointIds: ['up-1', 'up-2'] };
  service.authorization.view = { ...AUTHORIZATION, terms };
  service.authorization.token('token-access', 'access');
});
afterAll(() => service.stop());

const answer = async (path: string, token: string, accept: string): Promise<string> => {
  const response = await fetch(service.url + BASE + path, { headers: { authorization: `Bearer ${token}`, accept } });
  return `${response.status} ${Buffer.from(await response.arrayBuffer()).toString('base64')}`;
};

/** Every face of every query, and what was recorded of their releases. */
async function everything(): Promise<unknown> {
  service.authorization.recorded.length = 0;
  const answers: string[] = [];
  for (const face of FACES) for (const query of QUERIES) answers.push(await answer(BATCH + query, 'token-access', face));
  for (const query of QUERIES) answers.push(await answer(BULK + query, 'token-client', FACES[0]!));
  const subscription = `/Subscription/${AUTHORIZATION.authorizationId}/UsagePoint`;
  answers.push(await answer(subscription, 'token-access', FACES[0]!));
  return { answers, recorded: service.authorization.recorded.map(({ releaseId: _, ...release }) => release) };
}

it('sends the same bytes and records the same releases before and after compaction, and after corrections of what is compacted', async () => {
  const compacted = (): Promise<unknown> => compact(service.database.dataSource, { afterDays: 2, quietSeconds: -1e9, percentOfTime: 100 });
  const correct = (hour: number, value: number): Promise<void> =>
    project(service, [
      log.blocks('i-2', 2_000 + hour, [['up-1', SAMPLE_DAYS[1]!, dayReadings(SAMPLE_DAYS[1]!, () => value).slice(hour, hour + 2)]]),
    ]);
  await correct(3, 77);
  for (const step of [2, 5, 8]) {
    const before = (await everything()) as { answers: string[]; recorded: unknown[] };
    expect(before.answers.filter((text) => text.startsWith('200 ')).length).toBeGreaterThan(FACES.length * 4);
    expect(before.recorded.length).toBeGreaterThan(FACES.length * 4);
    expect(await compacted()).toMatchObject({ failures: [] });
    expect(await service.database.dataSource.query('SELECT FROM reading_day')).toHaveLength(0);
    expect(await everything()).toEqual(before);
    await correct(step, step);
    expect(await everything()).not.toEqual(before);
  }
}, 120_000);
