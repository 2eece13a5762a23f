import { readdir } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';
import type { JobDocument } from './job-document.js';

const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
let folder: string;
let service: RunningService;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prepared-'));
  service = new RunningService({ PREPARED_DIR: folder, PREPARED_LEASE_SECONDS: 1, LOG_LEVEL: 'silent' as 'error' });
  await service.start();
  await loadSample(service);
});
afterAll(async () => {
  service.authorization.decide = AuthorizationStandIn.record;
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

const headers = { authorization: 'Bearer token-access', prefer: 'respond-async' };
const asCompany = { ...headers, authorization: 'Bearer token-client' };
const ask = (query: string): Promise<Response> => fetch(service.url + BASE + BATCH + query, { headers });
const look = async (id: string): Promise<JobDocument> =>
  (await (await fetch(`${service.url}/DataCustodian/prepared/${id}`, { headers: asCompany })).json()) as JobDocument;
async function until(id: string, state: JobDocument['state']): Promise<JobDocument> {
  for (const end = Date.now() + 20_000; Date.now() < end; await wait(50)) {
    const job = await look(id);
    if (job.state === state) return job;
  }
  throw new Error(`the job never was ${state}: ${JSON.stringify(await look(id))}`);
}
const jobOf = async (query: string): Promise<string> => ((await (await ask(query)).json()) as JobDocument).id;
const rowOf = async (id: string): Promise<{ attempts: number; lease_id: string | null }> =>
  (await service.database.dataSource.query('SELECT attempts, lease_id FROM prepared_batch WHERE job_id = $1', [id]))[0];

it('a job of a process that was killed is begun anew by the next, and its leavings are no result', async () => {
  // The lease of a killed process: nobody renews it, and its file is half written.
  let release!: () => void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  let asked = 0;
  service.authorization.decide = async (manifest) => {
    if (++asked === 1) await gate;
    return AuthorizationStandIn.record(manifest);
  };
  const id = await jobOf('?depth=1');
  await until(id, 'running');
  const dead = '00000000-0000-4000-8000-000000000000';
  await service.database.dataSource.query(
    "UPDATE prepared_batch SET lease_id = $2, leased_until = now() - interval '1 second' WHERE job_id = $1",
    [id, dead],
  );
  // The first worker, which lost the lease, comes to its end late: it must neither finish nor spoil the job.
  release();
  const job = await until(id, 'ready');
  expect((await rowOf(id)).attempts).toBe(2);
  const files = (await readdir(folder)).filter((name) => name.startsWith(id));
  expect(files).toEqual([`${id}.${job.result!.storedSha256!.slice(0, 16)}`]);
  expect((await fetch(service.url + job.result!.href.replace('https://utility.example', ''), { headers })).status).toBe(200);
  const [{ count }] = await service.database.dataSource.query(
    `SELECT count(*)::int FROM outbox WHERE type = 'BatchPrepared' AND data->>'jobId' = $1`,
    [id],
  );
  expect(count).toBe(1);
});

it('a job and its result outlive a restart of the service', async () => {
  service.authorization.decide = AuthorizationStandIn.record;
  const id = await jobOf('?depth=2');
  await until(id, 'ready');
  await service.database.dataSource.query(
    "INSERT INTO prepared_batch (job_id, third_party_id, client_id, authorization_id, application_information_id, asked, query, resource_uri, self_uri, face, correlation_id) SELECT gen_random_uuid(), third_party_id, client_id, authorization_id, application_information_id, asked, query, resource_uri, self_uri || '#2', face, 'waiting' FROM prepared_batch WHERE job_id = $1",
    [id],
  );
  await service.restart();
  const job = await look(id);
  expect(job.state).toBe('ready');
  expect((await fetch(service.url + job.result!.href.replace('https://utility.example', ''), { headers })).status).toBe(200);
  const [{ job_id: waiting }] = await service.database.dataSource.query(
    "SELECT job_id FROM prepared_batch WHERE correlation_id = 'waiting'",
  );
  await until(waiting, 'ready');
});

it('a job whose connection to PostgreSQL broke is begun again', async () => {
  service.authorization.decide = AuthorizationStandIn.record;
  const runner = service.database.ownerDataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('LOCK TABLE reading_day IN ACCESS EXCLUSIVE MODE');
    const asked = await fetch(`${service.url}${BASE}/Batch/Bulk/${COMPANY.applicationInformationId}`, { headers: asCompany });
    const { id } = (await asked.json()) as JobDocument;
    const broken = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = 'reading_day'::regclass`;
    while (((await runner.query(broken)) as unknown[]).length === 0) await wait(20);
    await runner.rollbackTransaction();
    await until(id, 'ready');
    expect((await rowOf(id)).attempts).toBe(2);
  } finally {
    await runner.release();
  }
});

it('a job that kills whatever begins it is given up, and says so', async () => {
  service.authorization.decide = () => new Promise(() => undefined);
  const id = await jobOf('?depth=3');
  await until(id, 'running');
  await service.database.dataSource.query(
    "UPDATE prepared_batch SET attempts = 5, lease_id = gen_random_uuid(), leased_until = now() - interval '1 second' WHERE job_id = $1",
    [id],
  );
  service.authorization.decide = AuthorizationStandIn.record;
  const job = await until(id, 'failed');
  expect(job.error).toMatchObject({ code: 'internal', detail: expect.stringContaining('interrupted 5 times') });
});
