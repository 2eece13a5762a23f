import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hourlyLines } from '../test-support/demo-files.js';
import { extractOf } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

const FILE = [...hourlyLines(['M-1'], 2)].join('');
const digestOf = (bytes: string | Buffer, algorithm = 'sha256'): string => createHash(algorithm).update(bytes).digest('base64');
const hexOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('the door', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start({ CONTENT_LIMIT_BYTES: 5_000_000 });
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
  });
  afterAll(() => service.stop());

  const post = (body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
    service.fetch('/ingest/v1/meter-files?fileName=day.cmep', { method: 'POST', body: body as BodyInit, headers });
  const counted = async (): Promise<number> => {
    const [row] = await service.database.dataSource.query(`SELECT count(*)::int AS n FROM import`);
    return (row as { n: number }).n;
  };

  it('takes a gzip file for what it holds: the same import as the plain file', async () => {
    const packed = gzipSync(FILE);
    const first = (await (await post(packed)).json()) as { importId: string };
    expect(first).toMatchObject({
      isNew: true,
      packing: 'gzip',
      sizeBytes: packed.length,
      sha256: hexOf(FILE),
      deliveredSha256: hexOf(packed),
      progress: { contentBytes: FILE.length },
    });
    expect(await service.settled(first.importId)).toMatchObject({ state: 'published', readings: 48, lines: { accepted: 2, rejected: 0 } });
    const again = await post(FILE);
    expect([again.status, await again.json()]).toMatchObject([202, { importId: first.importId, isNew: false, state: 'published' }]);
  });

  it('checks the digest of the bytes as they travel, and takes nothing when it is another', async () => {
    const packed = gzipSync(`${FILE}${LINE}`);
    const before = await counted();
    for (const headers of <Record<string, string>[]>[
      { 'content-digest': `sha-256=:${digestOf('other')}:` },
      { digest: `sha-256=${digestOf(`${FILE}${LINE}`)}` },
      { 'content-digest': `sha-512=:${digestOf('other', 'sha512')}:` },
    ]) {
      const answer = await post(packed, headers);
      expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'digest-mismatch', received: expect.any(String) }]);
    }
    const unreadable = await post(packed, { 'content-digest': 'sha-256=:x:' });
    expect([unreadable.status, ((await unreadable.json()) as { code: string }).code]).toEqual([400, 'bad-request']);
    expect(await counted()).toBe(before);
    expect(await readdir(join(service.directory, 'raw/incoming'))).toEqual([]);
    const right = await post(packed, { 'content-digest': `sha-256=:${digestOf(packed)}:, sha-512=:${digestOf(packed, 'sha512')}:` });
    expect(right.status).toBe(202);
    expect(await counted()).toBe(before + 1);
  });

  const LINE = 'MEPMD01,19970819,1,2,GREENBTN,SA,202511121200,M-1,OK,E,KWH,,00000100,1,202511030900,,1.5,\r\n';

  it('refuses a small file with an endless content', async () => {
    const bomb = gzipSync(LINE.repeat(200_000));
    expect(bomb.length).toBeLessThan(100_000);
    const answer = await post(bomb);
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'payload-too-large', limit: 5_000_000 }]);
    expect(await readdir(join(service.directory, 'raw/incoming'))).toEqual([]);
  });

  it.each([
    ['gzip in gzip', gzipSync(gzipSync(FILE)), /packed twice/],
    ['damaged gzip', gzipSync(FILE).subarray(0, 60), /damaged/],
    ['a zip archive', Buffer.from('PK\u0003\u0004 and more'), /archive/],
  ])('refuses %s, and says what to do', async (_name, body, detail) => {
    const answer = await post(body);
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'unrecognized-file', detail: expect.stringMatching(detail) }]);
  });
});

describe('the limits of the door', () => {
  it('tell an operator who uploads too fast when to come again, before anything is taken', async () => {
    const service = await RunningService.start({ UPLOADS_PER_MINUTE: 2 });
    try {
      const post = (): Promise<Response> => service.fetch('/ingest/v1/meter-files', { method: 'POST', body: FILE });
      expect([(await post()).status, (await post()).status]).toEqual([202, 202]);
      const third = await post();
      expect([third.status, ((await third.json()) as { code: string }).code]).toEqual([429, 'too-many-requests']);
      expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await service.stop();
    }
  });

  it('refuse a file that would leave the disk too full', async () => {
    const service = await RunningService.start({ MIN_FREE_BYTES: Number.MAX_SAFE_INTEGER });
    try {
      const answer = await service.fetch('/ingest/v1/meter-files', { method: 'POST', body: FILE });
      expect([answer.status, await answer.json()]).toMatchObject([507, { code: 'storage-full' }]);
      expect(await service.database.dataSource.query('SELECT id FROM import')).toEqual([]);
    } finally {
      await service.stop();
    }
  });
});
