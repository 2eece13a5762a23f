import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';
import type { JobDocument } from './job-document.js';
import { ResultSweep } from './result-sweep.js';

const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;
let folder: string;
let service: RunningService;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prepared-'));
  service = new RunningService({ PREPARED_DIR: folder });
  await service.start();
  await loadSample(service);
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (uri: string, token: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(uri.replace('https://utility.example', service.url), { headers: { authorization: `Bearer ${token}`, ...headers } });
async function prepare(path: string, token: string): Promise<JobDocument> {
  const accepted = await get(service.url + BASE + path, token, { prefer: 'respond-async' });
  const location = accepted.headers.get('location')!;
  for (const end = Date.now() + 20_000; Date.now() < end; await wait(25)) {
    const job = await look(location);
    if (job.state === 'ready') return job;
  }
  throw new Error('the job did not end');
}
const look = async (location: string): Promise<JobDocument> => (await (await get(location, 'token-client')).json()) as JobDocument;
const again = ({ id }: JobDocument): Promise<JobDocument> => look(`${service.url}/DataCustodian/prepared/${id}`);
const filesOf = async ({ id }: JobDocument): Promise<string[]> => (await readdir(folder)).filter((name) => name.startsWith(id));
const sweep = (): Promise<void> => service.app.get(ResultSweep).sweep();

it('a result ends after its days: the file goes, the job says so, and the URI is answered at once again', async () => {
  const [short, long] = [await prepare(`${BATCH}?depth=1`, 'token-access'), await prepare(`${BATCH}?depth=2`, 'token-access')];
  await service.database.dataSource.query("UPDATE prepared_batch SET expires_at = now() - interval '1 second' WHERE job_id = $1", [
    short.id,
  ]);
  await sweep();
  expect(await filesOf(short)).toEqual([]);
  expect(await again(short)).toMatchObject({ state: 'expired', result: null, error: null });
  const answer = await get(short.result!.href, 'token-access');
  expect([answer.status, answer.headers.get('accept-ranges')]).toEqual([200, null]);
  expect(await again(long)).toMatchObject({ state: 'ready' });
  expect(await filesOf(long)).toHaveLength(1);
});

it('what a killed process left unfinished goes after a day, and nothing that is being written', async () => {
  const [old, young] = [join(folder, 'a.b.part'), join(folder, 'c.d.part')];
  for (const file of [old, young]) await writeFile(file, 'half');
  await utimes(old, new Date(), new Date(Date.now() - 25 * 3_600_000));
  await sweep();
  const left = await readdir(folder);
  expect([left.includes('a.b.part'), left.includes('c.d.part')]).toEqual([false, true]);
});

it('a result whose job never came to know of it goes after a day, and none that a job has', async () => {
  const job = await prepare(`${BATCH}?depth=3`, 'token-access');
  const [name] = await filesOf(job);
  const lost = join(folder, `00000000-0000-4000-8000-000000000000.${'a'.repeat(16)}`);
  const strange = join(folder, 'README');
  for (const file of [lost, strange]) await writeFile(file, 'data of customers');
  await sweep();
  expect(await readdir(folder)).toContain(basename(lost));
  for (const file of [lost, strange, join(folder, name!)]) await utimes(file, new Date(), new Date(Date.now() - 25 * 3_600_000));
  await sweep();
  const left = await readdir(folder);
  expect([lost, strange, name!].map((file) => left.includes(basename(file)))).toEqual([false, true, true]);
});

it('data of an authorization that has ended does not stay on disk, in no result', async () => {
  const jobs = [await prepare(BATCH, 'token-access'), await prepare(BULK, 'token-client')];
  await sweep();
  for (const job of jobs) expect(await filesOf(job)).toHaveLength(1);
  service.authorization.view = { ...AUTHORIZATION, status: 'revoked' };
  await sweep();
  for (const job of jobs) {
    expect(await filesOf(job)).toEqual([]);
    expect(await again(job)).toMatchObject({ state: 'expired', result: null, error: { code: 'release-refused' } });
  }
});
