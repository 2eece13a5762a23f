import { createHash } from 'node:crypto';
import { readdir, readFile, readlink, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { HeldTable } from '../testing/held-table.js';
import { local, PreparedBatches } from '../testing/prepared-batches.js';
import { BASE } from '../testing/running-service.js';
import type { JobDocument } from './job-document.js';

let prepared: PreparedBatches;
beforeAll(async () => void (prepared = await PreparedBatches.start()));
afterAll(() => prepared?.stop());
afterEach(() => {
  prepared.service.authorization.decide = AuthorizationStandIn.record;
});

describe('a result', () => {
  let path: string;
  let job: JobDocument;
  let whole: Buffer;
  beforeAll(async () => {
    job = await prepared.prepare(`${prepared.batch}?published-max=2026-01-01T00:00:00Z`);
    path = local(job.result!.href);
    whole = (await prepared.raw(path, {})).body;
  });

  it('lies there packed, readable by the service only, with its digest', async () => {
    const name = (await readdir(prepared.folder)).find((each) => each.startsWith(job.id))!;
    const file = await readFile(join(prepared.folder, name));
    expect(gunzipSync(file).equals(whole)).toBe(true);
    expect(createHash('sha256').update(file).digest('hex')).toBe(job.result!.storedSha256);
    expect(file.length).toBe(job.result!.storedBytes);
    expect(file.length).toBeLessThan(whole.length / 5);
  });

  it.each(['identity', 'gzip'])('is given in ranges that make up the whole (%s)', async (coding) => {
    const headers = { 'accept-encoding': coding };
    const all = await prepared.raw(path, headers);
    expect(all.headers['accept-ranges']).toBe('bytes');
    expect(all.headers['content-length']).toBe(String(all.body.length));
    const third = Math.ceil(all.body.length / 3);
    const pieces: Buffer[] = [];
    for (const range of [`0-${third - 1}`, `${third}-${2 * third - 1}`, `${2 * third}-`]) {
      const piece = await prepared.raw(path, { ...headers, range: `bytes=${range}`, 'if-range': all.headers.etag as string });
      expect(piece.status).toBe(206);
      expect(piece.headers['content-range']).toMatch(new RegExp(`^bytes ${range}.*/${all.body.length}$`));
      expect(piece.headers['content-length']).toBe(String(piece.body.length));
      pieces.push(piece.body);
    }
    expect(Buffer.concat(pieces).equals(all.body)).toBe(true);
    expect((coding === 'gzip' ? gunzipSync(all.body) : all.body).equals(whole)).toBe(true);
  });

  it('refuses a range behind its end, and sends the whole for another’s ETag', async () => {
    const behind = await prepared.raw(path, { range: `bytes=${whole.length}-` });
    expect(behind.status).toBe(416);
    expect(behind.headers['content-range']).toBe(`bytes */${whole.length}`);
    expect(JSON.parse(behind.body.toString())).toMatchObject({ code: 'range-not-satisfiable' });
    expect((await prepared.raw(path, { range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
  });

  it('has an ETag for each coding; a client that has it gets nothing, and nothing is recorded', async () => {
    const plain = (await prepared.raw(path, {})).headers.etag as string;
    const packed = (await prepared.raw(path, { 'accept-encoding': 'gzip' })).headers.etag as string;
    expect(plain).not.toBe(packed);
    prepared.service.authorization.recorded.length = 0;
    expect((await prepared.raw(path, { 'if-none-match': plain })).status).toBe(304);
    const head = await prepared.get(path, { 'accept-encoding': 'identity' }, 'token-access', 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(whole.length)]);
    expect(prepared.service.authorization.recorded).toEqual([]);
  });

  it('is closed again by who reads a part of it', async () => {
    for (const range of ['bytes=0-9', 'bytes=5-5', 'bytes=0-']) await prepared.raw(path, { range });
    // Linux tells which files a process has open; elsewhere nobody does.
    const opened = async (): Promise<string[]> => {
      const links = await readdir('/proc/self/fd').catch(() => []);
      const names = await Promise.all(links.map((link) => readlink(join('/proc/self/fd', link)).catch(() => '')));
      return names.filter((name) => name.startsWith(prepared.folder));
    };
    for (const until = Date.now() + 3_000; Date.now() < until && (await opened()).length > 0;) await wait(20);
    expect(await opened()).toEqual([]);
  });

  it.each(['identity', 'gzip'])('that is taken away after it was found ends the answer, and nothing else (%s)', async (coding) => {
    const lost = await prepared.prepare(`${prepared.batch}?depth=4`);
    prepared.service.authorization.decide = async (release) => {
      for (const name of await readdir(prepared.folder)) if (name.startsWith(lost.id)) await rm(join(prepared.folder, name));
      return AuthorizationStandIn.record(release);
    };
    await expect(prepared.raw(local(lost.result!.href), { 'accept-encoding': coding })).rejects.toThrow();
    const { releaseId } = prepared.service.authorization.recorded.at(-1)!;
    const ended = (): Promise<unknown> =>
      prepared.service.database.dataSource.query('SELECT end_state FROM access_log WHERE release_id = $1', [releaseId]);
    const expected = [{ end_state: 'failed' }];
    for (const until = Date.now() + 3_000; Date.now() < until && JSON.stringify(await ended()) !== JSON.stringify(expected);)
      await wait(20);
    expect(await ended()).toEqual(expected);
  });

  it('that is damaged breaks off, and the access log tells how much of it had left', async () => {
    const damaged = await prepared.prepare(`${prepared.batch}?published-max=2026-01-01T00:00:01Z`);
    const name = (await readdir(prepared.folder)).find((each) => each.startsWith(damaged.id))!;
    const file = join(prepared.folder, name);
    await truncate(file, Math.floor((await stat(file)).size / 2));
    await expect(prepared.raw(local(damaged.result!.href), { 'accept-encoding': 'identity' })).rejects.toThrow();
    const { releaseId } = prepared.service.authorization.recorded.at(-1)!;
    let [ended]: { end_state: string; bytes: number }[] = [];
    for (const until = Date.now() + 3_000; Date.now() < until && (ended?.end_state ?? 'started') === 'started'; await wait(20)) {
      [ended] = await prepared.service.database.dataSource.query(
        'SELECT end_state, bytes::int AS bytes FROM access_log WHERE release_id = $1',
        [releaseId],
      );
    }
    expect(ended?.end_state).toBe('failed');
    expect(ended!.bytes).toBeGreaterThan(0);
    expect(ended!.bytes).toBeLessThan(damaged.result!.bytes!);
  });

  it('is recorded for nobody who left before that', async () => {
    prepared.service.authorization.recorded.length = 0;
    const table = await HeldTable.hold('prepared_release', prepared.service.database);
    const leaving = new AbortController();
    const uri = prepared.service.url + BASE + path.replace(BASE, '');
    const left = fetch(uri, { headers: { authorization: 'Bearer token-access' }, signal: leaving.signal });
    await table.isWaitedFor();
    leaving.abort();
    await expect(left).rejects.toThrow('abort');
    await wait(100);
    await table.giveBack();
    const stayed = await prepared.raw(path, {});
    await wait(100);
    expect(prepared.service.authorization.recorded.map(({ releaseId }) => releaseId)).toEqual([stayed.headers['release-id']]);
  });

  it('is decided and recorded again at each download', async () => {
    prepared.service.authorization.recorded.length = 0;
    const first = await prepared.raw(path, {});
    const second = await prepared.raw(path, { range: 'bytes=0-9' });
    const [a, b] = prepared.service.authorization.recorded;
    expect(prepared.service.authorization.recorded).toHaveLength(2);
    expect(a!.releaseId).toBe(first.headers['release-id']);
    expect(b!.releaseId).toBe(second.headers['release-id']);
    expect(a!.releaseId).not.toBe(b!.releaseId);
    expect({ ...a, releaseId: '' }).toEqual({ ...b, releaseId: '' });
    // The end of a sending is noted after the client has its last byte.
    const logged = (): Promise<unknown> =>
      prepared.service.database.dataSource.query('SELECT end_state, bytes::int FROM access_log WHERE release_id = ANY($1) ORDER BY bytes', [
        [a!.releaseId, b!.releaseId],
      ]);
    const expected = [10, whole.length].map((bytes) => ({ end_state: 'complete', bytes }));
    for (const until = Date.now() + 5_000; Date.now() < until; await wait(20)) {
      if (JSON.stringify(await logged()) === JSON.stringify(expected)) break;
    }
    expect(await logged()).toEqual(expected);
  });

  it('does not leave any more once the authorization is revoked', async () => {
    prepared.service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'it has been revoked' });
    for (const headers of [{}, { range: 'bytes=0-9' }] as Record<string, string>[]) {
      const refused = await prepared.raw(path, headers);
      expect(refused.status).toBe(403);
      expect(refused.headers['etag']).toBeUndefined();
      expect(JSON.parse(refused.body.toString())).toMatchObject({ code: 'release-refused', reason: 'authorization-revoked' });
    }
  });

  it('of a bulk does not leave once one of its authorizations is revoked', async () => {
    const bulk = await prepared.prepare(`${prepared.bulk}?depth=3`, {}, 'token-client');
    prepared.service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'it has been revoked' });
    const refused = await prepared.get(local(bulk.result!.href), {}, 'token-client');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'release-refused' });
  });

  it('of a bulk that is refused for one authorization was sent to nobody for the others either, and the access log says so', async () => {
    const other = { ...prepared.service.authorization.view, authorizationId: '00000000-0000-4000-8000-000000000001' };
    prepared.service.authorization.others.push(other);
    const bulk = await prepared.prepare(`${prepared.bulk}?published-max=2026-01-01T00:00:00Z`, {}, 'token-client');
    prepared.service.authorization.others.pop();
    prepared.service.authorization.recorded.length = 0;
    prepared.service.authorization.decide = (release) =>
      release.authorizationId === other.authorizationId
        ? { recorded: false, code: 'authorization-revoked', detail: 'it has been revoked' }
        : AuthorizationStandIn.record(release);
    expect((await prepared.get(local(bulk.result!.href), {}, 'token-client')).status).toBe(403);
    const { releaseId } = prepared.service.authorization.recorded.find(({ authorizationId }) => authorizationId !== other.authorizationId)!;
    const logged = await prepared.service.database.dataSource.query('SELECT end_state, bytes::int FROM access_log WHERE release_id = $1', [
      releaseId,
    ]);
    expect(logged).toEqual([{ end_state: 'aborted', bytes: 0 }]);
  });

  it('is nobody else’s', async () => {
    const uri = `/DataCustodian/prepared/${job.id}`;
    expect((await prepared.get(uri, {}, 'token-client')).status).toBe(200);
    expect((await prepared.get(uri, {}, 'token-other')).status).toBe(404);
    expect((await prepared.get(uri, {}, 'token-registration')).status).toBe(403);
    expect((await prepared.get(uri, {}, 'nobody')).status).toBe(401);
    const { jobs } = (await (await prepared.get('/DataCustodian/prepared', {}, 'token-client')).json()) as { jobs: JobDocument[] };
    expect(jobs.map(({ id }) => id)).toContain(job.id);
    expect(await (await prepared.get('/DataCustodian/prepared', {}, 'token-other')).json()).toMatchObject({ jobs: [] });
  });
});
