import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { ASYNC, local, PreparedBatches } from '../testing/prepared-batches.js';
import { BASE, COMPANY } from '../testing/running-service.js';
import type { JobDocument } from './job-document.js';

let prepared: PreparedBatches;
beforeAll(async () => void (prepared = await PreparedBatches.start()));
afterAll(() => prepared?.stop());
afterEach(() => {
  prepared.service.authorization.decide = AuthorizationStandIn.record;
});

describe('a batch that is asked for in the background', () => {
  it('is accepted with a job that can be looked at, and is then the very feed of a direct answer', async () => {
    const accepted = await prepared.get(prepared.batch, { ...ASYNC, 'x-transaction': 'trip-7' });
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('preference-applied')).toBe('respond-async');
    expect(accepted.headers.get('x-transaction')).toBe('trip-7');
    expect(accepted.headers.get('retry-after')).toBe('2');
    const location = accepted.headers.get('location')!;
    const told = (await accepted.json()) as JobDocument;
    expect(location).toBe(`https://utility.example/DataCustodian/prepared/${told.id}`);
    const job = await prepared.ended(location);
    expect(job).toMatchObject({ state: 'ready', correlationID: told.id, error: null, contentType: expect.stringContaining('atom') });
    expect(job.progress).toEqual({ unit: 'blocks', done: 18, total: 18 });
    const days = (Date.parse(job.expiresAt!) - Date.parse(job.finishedAt!)) / 86_400_000;
    expect(days).toBeCloseTo(90, 0);
    expect(job.result!.href).toBe(`https://utility.example${BASE}${prepared.batch}?correlationID=${told.id}`);

    const result = await prepared.get(local(job.result!.href));
    expect(result.status).toBe(200);
    expect(result.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(result.headers.get('correlationid')).toBe(told.id);
    const body = await result.text();
    expect(body).toBe(await (await prepared.get(prepared.batch)).text());
    expect(Buffer.byteLength(body)).toBe(job.result!.bytes);
  });

  it('is announced once, with the URI that gives it', async () => {
    const job = await prepared.prepare(`${prepared.batch}?published-min=2025-11-02T00:00:00Z`);
    const rows: { id: string; data: object }[] = await prepared.service.database.dataSource.query(
      `SELECT id, data FROM outbox WHERE type = 'BatchPrepared' AND data->>'jobId' = $1`,
      [job.id],
    );
    const resource = `https://utility.example${BASE}${prepared.batch}?published-min=2025-11-02T00:00:00Z&correlationID=${job.id}`;
    expect(job.correlationID).toBe(job.id);
    const announced = { jobId: job.id, thirdPartyId: COMPANY.thirdPartyId, resources: [resource], correlationId: job.id };
    expect(rows).toEqual([{ id: job.id, data: announced }]);
  });

  it('is announced with the label and the word of the request', async () => {
    const job = await prepared.prepare(`${prepared.batch}?depth=3&correlationID=own-word`, { 'x-transaction': 'trip-8' });
    const [row]: { data: object }[] = await prepared.service.database.dataSource.query(
      `SELECT data FROM outbox WHERE type = 'BatchPrepared' AND data->>'jobId' = $1`,
      [job.id],
    );
    expect(row!.data).toMatchObject({ correlationId: 'own-word', transaction: 'trip-8' });
    // Whoever fetches the result without a label gets that of the request.
    const result = await prepared.get(local(job.result!.href));
    expect([result.headers.get('x-transaction'), result.headers.get('correlationid')]).toEqual(['trip-8', 'own-word']);
    await result.text();
  });

  it.each(['text/csv', 'application/json', 'application/x-ndjson', 'application/vnd.apache.parquet'])('may be %s', async (accept) => {
    const job = await prepared.prepare(prepared.batch, { accept });
    const result = Buffer.from(await (await prepared.get(local(job.result!.href))).arrayBuffer());
    const direct = Buffer.from(await (await prepared.get(prepared.batch, { accept })).arrayBuffer());
    expect(result.equals(direct)).toBe(true);
  });

  it('may be a bulk, whose result holds every authorization', async () => {
    const job = await prepared.prepare(prepared.bulk, {}, 'token-client');
    expect(job.progress).toEqual({ unit: 'authorizations', done: 1, total: 1 });
    const result = await prepared.get(local(job.result!.href), {}, 'token-client');
    expect(await result.text()).toBe(await (await prepared.get(prepared.bulk, {}, 'token-client')).text());
  });

  it.each([
    ['one authorization', 'batch', 'token-access'],
    ['a bulk', 'bulk', 'token-client'],
  ] as const)('ends no share for one time by being laid ready, but by being fetched: %s', async (_what, path, token) => {
    const { recorded } = prepared.service.authorization;
    recorded.length = 0;
    const job = await prepared.prepare(`${prepared[path]}?correlationID=once-${path}`, {}, token);
    expect(recorded.map(({ extent }) => extent!.complete)).toEqual([false]);
    await (await prepared.get(local(job.result!.href), {}, token)).text();
    expect(recorded.map(({ extent }) => extent!.complete)).toEqual([false, true]);
  });

  it('carries the client’s own word, and the same request with it gives the result', async () => {
    const path = `${prepared.batch}?correlationID=my-word:1`;
    const job = await prepared.prepare(path);
    expect(job.correlationID).toBe('my-word:1');
    expect(job.result!.href).toBe(`https://utility.example${BASE}${path}`);
    expect((await prepared.get(path, ASYNC)).status).toBe(200);
    // Of another query it is another request.
    expect((await prepared.get(`${path}&depth=1`, ASYNC)).status).toBe(202);
    expect((await prepared.get(`${prepared.batch}?correlationID=a%20b`)).status).toBe(400);
  });

  it('refuses at once what cannot be given, and keeps no job of it', async () => {
    expect((await prepared.get(`${prepared.batch}/UsagePoint/00000000-0000-4000-8000-000000000000`, ASYNC)).status).toBe(404);
    expect((await prepared.get(`${prepared.batch}?published-min=All`, ASYNC)).status).toBe(400);
    expect((await prepared.get(prepared.batch, ASYNC, 'token-client')).status).toBe(403);
  });

  it('fails clearly when the release is refused while it is prepared', async () => {
    prepared.service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'it has been revoked' });
    const job = await prepared.prepare(`${prepared.batch}?depth=2`);
    expect(job).toMatchObject({ state: 'failed', result: null, error: { code: 'release-refused', detail: 'it has been revoked' } });
    expect(await readdir(prepared.folder)).not.toContainEqual(expect.stringContaining(job.id));
  });
});

describe('the same request again', () => {
  it('finds the job that it made first, while that is unfinished', async () => {
    const held = hold();
    const [first, second] = await Promise.all([
      prepared.get(`${prepared.batch}?depth=5`, ASYNC),
      prepared.get(`${prepared.batch}?depth=5`, ASYNC),
    ]);
    const csv = await prepared.get(`${prepared.batch}?depth=5`, { ...ASYNC, accept: 'text/csv' });
    held.release();
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.headers.get('location')).toBe(second.headers.get('location'));
    expect(csv.headers.get('location')).not.toBe(first.headers.get('location'));
    expect(await prepared.ended(first.headers.get('location')!)).toMatchObject({ state: 'ready' });
  });
});

/** Keeps releases from being recorded until it is let go. */
function hold(): { readonly release: () => void } {
  let release!: () => void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  prepared.service.authorization.decide = async (asked) => {
    await gate;
    return AuthorizationStandIn.record(asked);
  };
  return { release };
}
