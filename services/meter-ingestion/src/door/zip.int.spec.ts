import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportView } from '@greenledger/contracts';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { type ZippedFile, zipBytes } from '../test-support/zip-bytes.js';

const day = (fileTime: string): string => [...hourlyLines(['M-1'], 1, fileTime)].join('');

interface Answer extends ImportView {
  readonly code?: string;
  readonly detail?: string;
  readonly others?: readonly (ImportView & { readonly problem?: { readonly code: string; readonly detail: string } })[];
}

describe('zip archives', () => {
  let service: RunningService;
  const watched = (): string => join(service.directory, 'watched');
  beforeAll(async () => {
    service = await RunningService.start({ CONTENT_LIMIT_BYTES: 5_000_000, WATCH_QUIET_MS: 50 });
    await service.settled((await service.upload('cis-extracts', zipBytes([{ name: 'cis.csv', content: extractOf(['M-1']) }]))).importId);
  });
  afterAll(() => service.stop());

  async function post(body: Buffer, path = 'meter-files?fileName=night.zip'): Promise<{ status: number; answer: Answer }> {
    const answer = await service.fetch(`/ingest/v1/${path}`, { method: 'POST', body: body as BodyInit });
    return { status: answer.status, answer: (await answer.json()) as Answer };
  }
  const archive = (...files: ZippedFile[]): ReturnType<typeof post> => post(zipBytes(files));
  const left = (): Promise<string[]> => readdir(join(service.directory, 'raw/incoming'));

  it('of one file are that file: the same import as without the archive', async () => {
    const content = day('202603010000');
    const { status, answer } = await archive(
      { name: 'a/night.cmep', content },
      { name: 'a/', content: '' },
      { name: '__MACOSX/._night.cmep', content: 'x' },
    );
    expect([status, answer.packing, answer.others]).toEqual([202, 'zip', undefined]);
    expect((await service.settled(answer.importId)).readings).toBe(24);
    expect(await service.upload('meter-files', content)).toMatchObject({ importId: answer.importId, isNew: false });
    expect(await left()).toEqual([]);
  });

  it('of several files give an import for each, and a clear refusal for each that cannot come in', async () => {
    const files = [
      { name: 'readme.txt', content: 'These are the files of last night.' },
      { name: 'one.cmep', content: day('202603020000') },
      { name: 'two.cmep', content: day('202603030000'), method: 0 },
      { name: 'packed.cmep.gz', content: gzipSync('MEPMD01').toString('latin1') },
    ];
    const { status, answer } = await archive(...files);
    expect([status, answer.fileName]).toEqual([202, 'one.cmep']);
    expect(answer.others!.map(({ fileName, problem }) => [fileName, problem?.code])).toEqual([
      ['readme.txt', 'unrecognized-file'],
      ['two.cmep', undefined],
      ['packed.cmep.gz', 'unrecognized-file'],
    ]);
    for (const { importId } of [answer, answer.others![1]!]) expect((await service.settled(importId)).readings).toBe(24);
    const again = await archive(...files);
    expect([again.answer.importId, again.answer.others![1]!.importId]).toEqual([answer.importId, answer.others![1]!.importId]);
    expect(await left()).toEqual([]);
  });

  const good = { name: 'n.cmep', content: day('202603040000') };
  const cut = (): Buffer => zipBytes([good]).subarray(0, 60);
  it.each<[string, () => Buffer, RegExp]>([
    ['cut off', cut, /damaged/],
    ['without a file', () => zipBytes([]), /holds no file/],
    ['with another checksum than the content', () => zipBytes([{ ...good, crc: 1 }]), /checksum/],
    ['with another length than the content', () => zipBytes([{ ...good, size: 7 }]), /cannot be unpacked/],
    ['that is encrypted', () => zipBytes([{ ...good, flags: 1 }]), /encrypted/],
    ['of an unknown method', () => zipBytes([{ ...good, method: 12 }]), /method/],
    ['that names a way out of its folder', () => zipBytes([{ ...good, name: '../../n.cmep' }]), /relative path/],
    [
      'of nothing that can be read',
      () =>
        zipBytes([
          { name: 'a', content: 'x' },
          { name: 'b', content: 'y' },
        ]),
      /Not one of the 2 files.*a: .*b: /,
    ],
    ['inside of an archive', () => zipBytes([{ name: 'z.zip', content: zipBytes([good]).toString('latin1') }]), /pack it once/],
    [
      'of more files than anyone sends',
      () => zipBytes(Array.from({ length: 1_001 }, (_, i) => ({ name: `${i}`, content: 'x' }))),
      /more than 1000/,
    ],
  ])('%s are refused, and nothing is left of them', async (_name, body, detail) => {
    const before = await service.database.dataSource.query('SELECT count(*) FROM import');
    const { status, answer } = await post(body());
    expect([status, answer.code]).toEqual([422, 'unrecognized-file']);
    expect(answer.detail).toMatch(detail);
    expect(await service.database.dataSource.query('SELECT count(*) FROM import')).toEqual(before);
    expect(await left()).toEqual([]);
  });

  it('that unpack to more than is allowed are refused before anything is unpacked', async () => {
    const half = day('202603050000').repeat(8_000).slice(0, 3_000_000);
    const { status, answer } = await archive({ name: 'a.cmep', content: half }, { name: 'b.cmep', content: half });
    expect([status, answer]).toMatchObject([413, { code: 'payload-too-large', limit: 5_000_000 }]);
    const promised = await archive({ name: 'a.cmep', content: 'MEPMD01', size: 4_000_000 });
    expect([promised.status, promised.answer.detail]).toEqual([422, expect.stringMatching(/more than deflate can hold/)]);
    expect(await left()).toEqual([]);
  });

  it('can be tried when they hold one file', async () => {
    const path = 'meter-files?dryRun=true';
    const several = await post(zipBytes([good, { ...good, name: 'o.cmep' }]), path);
    expect([several.status, several.answer.detail]).toEqual([422, expect.stringMatching(/one by one/)]);
    expect(await left()).toEqual([]);
  });

  it('in the watched folder are put away with a report on each file', async () => {
    const folder = await RunningService.start({ WATCH_DIR: watched(), WATCH_QUIET_MS: 50 });
    try {
      await mkdir(watched(), { recursive: true });
      await writeFile(
        join(watched(), 'bad.zip'),
        zipBytes([
          { name: 'a.txt', content: 'x' },
          { name: 'n.cmep', content: 'MEPMD01,nonsense\r\n' },
        ]),
      );
      const report = join(watched(), 'refused', 'bad.zip.report.json');
      const text = await eventually(() => readFile(report, 'utf8'));
      expect((JSON.parse(text) as { files: unknown[] }).files).toMatchObject([
        { state: 'refused' },
        { fileName: 'a.txt', accepted: false },
      ]);
    } finally {
      await folder.stop();
    }
  });
});

async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
