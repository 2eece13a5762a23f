import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { expectDescribed } from '../testing/described-answer.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadManyChannels } from '../testing/sample-data.js';
import type { JobDocument } from './job-document.js';

const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;
const ASYNC = { prefer: 'respond-async' };

let folder: string;
let service: RunningService;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prepared-'));
  service = new RunningService({ PREPARED_DIR: folder });
  await service.start();
  await loadManyChannels(service);
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-1', 'up-2'] } };
  service.authorization.token('token-access', 'access');
  const other = { ...COMPANY, thirdPartyId: 'tp-2', clientId: 'client-2' };
  service.authorization.token('token-other', 'client', '', other);
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  service.authorization.decide = AuthorizationStandIn.record;
});

async function get(path: string, headers: Record<string, string> = {}, token = 'token-access', method = 'GET'): Promise<Response> {
  const url = service.url + (path.startsWith('/DataCustodian') ? path : BASE + path);
  const answer = await fetch(url, { method, headers: { authorization: `Bearer ${token}`, ...headers } });
  expectDescribed(method, url, answer.status);
  return answer;
}
/** A public URI as a path of the service under test. */
const local = (uri: string): string => uri.replace('https://utility.example', '');

async function ended(location: string, token = 'token-access'): Promise<JobDocument> {
  for (const until = Date.now() + 20_000; Date.now() < until; await wait(25)) {
    const answer = await get(local(location), {}, token);
    expect(answer.status).toBe(200);
    const job = (await answer.json()) as JobDocument;
    if (job.state !== 'queued' && job.state !== 'running') return job;
  }
  throw new Error('the job did not end');
}

async function prepare(path: string, headers: Record<string, string> = {}, token = 'token-access'): Promise<JobDocument> {
  const accepted = await get(path, { ...ASYNC, ...headers }, token);
  expect(accepted.status).toBe(202);
  return ended(accepted.headers.get('location')!, token);
}

/** The bytes as they came over the wire, not unpacked. */
const raw = (
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> =>
  new Promise((resolve, reject) => {
    const url = service.url + BASE + path.replace(BASE, '');
    httpRequest(url, { headers: { authorization: 'Bearer token-access', ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      expectDescribed('GET', url, response.statusCode!);
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });

describe('a batch that is asked for in the background', () => {
  it('is accepted with a job that can be looked at, and is then the very feed of a direct answer', async () => {
    const accepted = await get(BATCH, { ...ASYNC, 'x-transaction': 'trip-7' });
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('preference-applied')).toBe('respond-async');
    expect(accepted.headers.get('x-transaction')).toBe('trip-7');
    expect(accepted.headers.get('retry-after')).toBe('2');
    const location = accepted.headers.get('location')!;
    const told = (await accepted.json()) as JobDocument;
    expect(location).toBe(`https://utility.example/DataCustodian/prepared/${told.id}`);
    const job = await ended(location);
    expect(job).toMatchObject({ state: 'ready', correlationID: told.id, error: null, contentType: expect.stringContaining('atom') });
    expect(job.progress).toEqual({ unit: 'blocks', done: 18, total: 18 });
    const days = (Date.parse(job.expiresAt!) - Date.parse(job.finishedAt!)) / 86_400_000;
    expect(days).toBeCloseTo(90, 0);
    expect(job.result!.href).toBe(`https://utility.example${BASE}${BATCH}?correlationID=${told.id}`);

    const result = await get(local(job.result!.href));
    expect(result.status).toBe(200);
    expect(result.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(result.headers.get('correlationid')).toBe(told.id);
    const body = await result.text();
    expect(body).toBe(await (await get(BATCH)).text());
    expect(Buffer.byteLength(body)).toBe(job.result!.bytes);
  });

  it('is announced once, with the URI that gives it', async () => {
    const job = await prepare(`${BATCH}?published-min=2025-11-02T00:00:00Z`);
    const rows: { id: string; data: object }[] = await service.database.dataSource.query(
      `SELECT id, data FROM outbox WHERE type = 'BatchPrepared' AND data->>'jobId' = $1`,
      [job.id],
    );
    const resource = `https://utility.example${BASE}${BATCH}?published-min=2025-11-02T00:00:00Z&correlationID=${job.id}`;
    expect(job.correlationID).toBe(job.id);
    const announced = { jobId: job.id, thirdPartyId: COMPANY.thirdPartyId, resources: [resource], correlationId: job.id };
    expect(rows).toEqual([{ id: job.id, data: announced }]);
  });

  it('is announced with the label and the word of the request', async () => {
    const job = await prepare(`${BATCH}?depth=3&correlationID=own-word`, { 'x-transaction': 'trip-8' });
    const [row]: { data: object }[] = await service.database.dataSource.query(
      `SELECT data FROM outbox WHERE type = 'BatchPrepared' AND data->>'jobId' = $1`,
      [job.id],
    );
    expect(row!.data).toMatchObject({ correlationId: 'own-word', transaction: 'trip-8' });
    // Whoever fetches the result without a label gets that of the request.
    const result = await get(local(job.result!.href));
    expect([result.headers.get('x-transaction'), result.headers.get('correlationid')]).toEqual(['trip-8', 'own-word']);
    await result.text();
  });

  it.each(['text/csv', 'application/json', 'application/x-ndjson', 'application/vnd.apache.parquet'])('may be %s', async (accept) => {
    const job = await prepare(BATCH, { accept });
    const result = Buffer.from(await (await get(local(job.result!.href))).arrayBuffer());
    const direct = Buffer.from(await (await get(BATCH, { accept })).arrayBuffer());
    expect(result.equals(direct)).toBe(true);
  });

  it('may be a bulk, whose result holds every authorization', async () => {
    const job = await prepare(BULK, {}, 'token-client');
    expect(job.progress).toEqual({ unit: 'authorizations', done: 1, total: 1 });
    const result = await get(local(job.result!.href), {}, 'token-client');
    expect(await result.text()).toBe(await (await get(BULK, {}, 'token-client')).text());
  });

  it('carries the client’s own word, and the same request with it gives the result', async () => {
    const path = `${BATCH}?correlationID=my-word:1`;
    const job = await prepare(path);
    expect(job.correlationID).toBe('my-word:1');
    expect(job.result!.href).toBe(`https://utility.example${BASE}${path}`);
    expect((await get(path, ASYNC)).status).toBe(200);
    // Of another query it is another request.
    expect((await get(`${path}&depth=1`, ASYNC)).status).toBe(202);
    expect((await get(`${BATCH}?correlationID=a%20b`)).status).toBe(400);
  });

  it('refuses at once what cannot be given, and keeps no job of it', async () => {
    expect((await get(`${BATCH}/UsagePoint/00000000-0000-4000-8000-000000000000`, ASYNC)).status).toBe(404);
    expect((await get(`${BATCH}?published-min=All`, ASYNC)).status).toBe(400);
    expect((await get(BATCH, ASYNC, 'token-client')).status).toBe(403);
  });

  it('fails clearly when the release is refused while it is prepared', async () => {
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'it has been revoked' });
    const job = await prepare(`${BATCH}?depth=2`);
    expect(job).toMatchObject({ state: 'failed', result: null, error: { code: 'release-refused', detail: 'it has been revoked' } });
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining(job.id));
  });
});

describe('a result', () => {
  let path: string;
  let job: JobDocument;
  let whole: Buffer;
  beforeAll(async () => {
    job = await prepare(`${BATCH}?published-max=2026-01-01T00:00:00Z`);
    path = local(job.result!.href);
    whole = (await raw(path, {})).body;
  });

  it('lies there packed, readable by the service only, with its digest', async () => {
    const name = (await readdir(folder)).find((each) => each.startsWith(job.id))!;
    const file = await readFile(join(folder, name));
    expect(gunzipSync(file).equals(whole)).toBe(true);
    expect(createHash('sha256').update(file).digest('hex')).toBe(job.result!.storedSha256);
    expect(file.length).toBe(job.result!.storedBytes);
    expect(file.length).toBeLessThan(whole.length / 5);
  });

  it.each(['identity', 'gzip'])('is given in ranges that make up the whole (%s)', async (coding) => {
    const headers = { 'accept-encoding': coding };
    const all = await raw(path, headers);
    expect(all.headers['accept-ranges']).toBe('bytes');
    expect(all.headers['content-length']).toBe(String(all.body.length));
    const third = Math.ceil(all.body.length / 3);
    const pieces: Buffer[] = [];
    for (const range of [`0-${third - 1}`, `${third}-${2 * third - 1}`, `${2 * third}-`]) {
      const piece = await raw(path, { ...headers, range: `bytes=${range}`, 'if-range': all.headers.etag as string });
      expect(piece.status).toBe(206);
      expect(piece.headers['content-range']).toMatch(new RegExp(`^bytes ${range}.*/${all.body.length}$`));
      expect(piece.headers['content-length']).toBe(String(piece.body.length));
      pieces.push(piece.body);
    }
    expect(Buffer.concat(pieces).equals(all.body)).toBe(true);
    expect((coding === 'gzip' ? gunzipSync(all.body) : all.body).equals(whole)).toBe(true);
  });

  it('refuses a range behind its end, and sends the whole for another’s ETag', async () => {
    const behind = await raw(path, { range: `bytes=${whole.length}-` });
    expect(behind.status).toBe(416);
    expect(behind.headers['content-range']).toBe(`bytes */${whole.length}`);
    expect(JSON.parse(behind.body.toString())).toMatchObject({ code: 'range-not-satisfiable' });
    expect((await raw(path, { range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
  });

  it('has an ETag for each coding; a client that has it gets nothing, and nothing is recorded', async () => {
    const plain = (await raw(path, {})).headers.etag as string;
    const packed = (await raw(path, { 'accept-encoding': 'gzip' })).headers.etag as string;
    expect(plain).not.toBe(packed);
    service.authorization.recorded.length = 0;
    expect((await raw(path, { 'if-none-match': plain })).status).toBe(304);
    const head = await get(path, { 'accept-encoding': 'identity' }, 'token-access', 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(whole.length)]);
    expect(service.authorization.recorded).toEqual([]);
  });

  it('is decided and recorded again at each download', async () => {
    service.authorization.recorded.length = 0;
    const first = await raw(path, {});
    const second = await raw(path, { range: 'bytes=0-9' });
    const [a, b] = service.authorization.recorded;
    expect(service.authorization.recorded).toHaveLength(2);
    expect(a!.releaseId).toBe(first.headers['release-id']);
    expect(b!.releaseId).toBe(second.headers['release-id']);
    expect(a!.releaseId).not.toBe(b!.releaseId);
    expect({ ...a, releaseId: '' }).toEqual({ ...b, releaseId: '' });
    // The end of a sending is noted after the client has its last byte.
    const logged = (): Promise<unknown> =>
      service.database.dataSource.query('SELECT end_state, bytes::int FROM access_log WHERE release_id = ANY($1) ORDER BY bytes', [
        [a!.releaseId, b!.releaseId],
      ]);
    const expected = [10, whole.length].map((bytes) => ({ end_state: 'complete', bytes }));
    for (const until = Date.now() + 5_000; Date.now() < until; await wait(20)) {
      if (JSON.stringify(await logged()) === JSON.stringify(expected)) break;
    }
    expect(await logged()).toEqual(expected);
  });

  it('does not leave any more once the authorization is revoked', async () => {
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'it has been revoked' });
    for (const headers of [{}, { range: 'bytes=0-9' }] as Record<string, string>[]) {
      const refused = await raw(path, headers);
      expect(refused.status).toBe(403);
      expect(refused.headers['etag']).toBeUndefined();
      expect(JSON.parse(refused.body.toString())).toMatchObject({ code: 'release-refused', reason: 'authorization-revoked' });
    }
  });

  it('of a bulk does not leave once one of its authorizations is revoked', async () => {
    const bulk = await prepare(`${BULK}?depth=3`, {}, 'token-client');
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'it has been revoked' });
    const refused = await get(local(bulk.result!.href), {}, 'token-client');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'release-refused' });
  });

  it('is nobody else’s', async () => {
    const uri = `/DataCustodian/prepared/${job.id}`;
    expect((await get(uri, {}, 'token-client')).status).toBe(200);
    expect((await get(uri, {}, 'token-other')).status).toBe(404);
    expect((await get(uri, {}, 'token-registration')).status).toBe(403);
    expect((await get(uri, {}, 'nobody')).status).toBe(401);
    const { jobs } = (await (await get('/DataCustodian/prepared', {}, 'token-client')).json()) as { jobs: JobDocument[] };
    expect(jobs.map(({ id }) => id)).toContain(job.id);
    expect(await (await get('/DataCustodian/prepared', {}, 'token-other')).json()).toMatchObject({ jobs: [] });
  });
});

describe('the same request again', () => {
  it('finds the job that it made first, while that is unfinished', async () => {
    const held = hold();
    const [first, second] = await Promise.all([get(`${BATCH}?depth=5`, ASYNC), get(`${BATCH}?depth=5`, ASYNC)]);
    const csv = await get(`${BATCH}?depth=5`, { ...ASYNC, accept: 'text/csv' });
    held.release();
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.headers.get('location')).toBe(second.headers.get('location'));
    expect(csv.headers.get('location')).not.toBe(first.headers.get('location'));
    expect(await ended(first.headers.get('location')!)).toMatchObject({ state: 'ready' });
  });
});

/** Keeps releases from being recorded until it is let go. */
function hold(): { readonly release: () => void } {
  let release!: () => void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  service.authorization.decide = async (asked) => {
    await gate;
    return AuthorizationStandIn.record(asked);
  };
  return { release };
}
