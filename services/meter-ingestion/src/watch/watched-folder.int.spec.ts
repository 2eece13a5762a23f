import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Acknowledgement } from '@greenledger/contracts';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

describe('the watched folder', () => {
  let service: RunningService;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenledger-watch-'));
    service = await RunningService.start({ WATCH_DIR: folder, WATCH_QUIET_MS: 600 });
  });
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const names = (drawer: string): Promise<string[]> => readdir(join(folder, drawer)).catch(() => []);
  const report = async (drawer: string, name: string): Promise<Acknowledgement> =>
    JSON.parse(await readFile(join(folder, drawer, `${name}.report.json`), 'utf8')) as Acknowledgement;
  async function until(holds: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 600; i++) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`the folder holds ${JSON.stringify([await readdir(folder), await names('done'), await names('refused')])}`);
  }
  /** data-delivery is not here: what it would report. */
  const stored = (): Promise<unknown> => service.database.dataSource.query(`UPDATE import SET state = 'stored' WHERE state = 'published'`);
  const imports = async (): Promise<number> => {
    const [row] = (await service.database.dataSource.query('SELECT count(*)::int AS n FROM import')) as { n: number }[];
    return row!.n;
  };

  it('takes extracts and meter files by their content, packed too, and puts each away with its report', async () => {
    await writeFile(join(folder, 'customers.csv'), extractOf(['M-1']));
    await until(async () => (await names('done')).includes('customers.csv'));
    expect(await report('done', 'customers.csv')).toMatchObject({ kind: 'cis-extract', state: 'stored', lines: { accepted: 1 } });
    await writeFile(join(folder, 'night.cmep.gz'), gzipSync([...hourlyLines(['M-1'], 2)].join('')));
    await until(async () => (await stored(), (await names('done')).includes('night.cmep.gz')));
    expect(await report('done', 'night.cmep.gz')).toMatchObject({ fileName: 'night.cmep.gz', packing: 'gzip', readings: 48, final: true });
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['done']));
    expect(await readdir(folder)).not.toContain('night.cmep.gz');
  });

  it('puts what it cannot take into refused, with the reason', async () => {
    await writeFile(join(folder, 'holiday.txt'), 'hello');
    await writeFile(join(folder, 'strangers.cmep'), [...hourlyLines(['NEVER'], 1)].join(''));
    await mkdir(join(folder, 'nobody'));
    await writeFile(join(folder, 'nobody', 'x.cmep'), [...hourlyLines(['M-1'], 1, '202602030000')].join(''));
    await until(async () => (await names('refused')).length === 6);
    expect(await report('refused', 'holiday.txt')).toMatchObject({ accepted: false, problem: { code: 'unrecognized-file' } });
    expect(await report('refused', 'strangers.cmep')).toMatchObject({ state: 'refused', reasons: [{ code: 'unknown-meter' }] });
    expect(await report('refused', 'x.cmep')).toMatchObject({ problem: { code: 'not-found', detail: expect.stringMatching(/nobody/) } });
  });

  it('reads the files of a subfolder by the source profile of its name', async () => {
    await mkdir(join(folder, 'power-line'));
    await writeFile(
      join(folder, 'power-line', 'plc.cmep'),
      'MEPMD01,19970819,ANY,2,G,S,202602010000,M-1,OK,E,KWH,,00000100,1,202501050900,A,1.5,\r\n',
    );
    await until(async () => (await stored(), (await names('done')).includes('plc.cmep')));
    expect(await report('done', 'plc.cmep')).toMatchObject({ profile: { name: 'power-line', version: 1 }, lines: { accepted: 1 } });
  });

  it('waits while a file grows, and leaves links, hidden and half-written files alone', async () => {
    const before = await imports();
    await writeFile(join(folder, '.hidden.cmep'), 'MEPMD01');
    await writeFile(join(folder, 'upload.part'), 'MEPMD01');
    await symlink('/etc/hostname', join(folder, 'link.cmep'));
    const [first, second] = [...hourlyLines(['M-1'], 2, '202602040000')];
    await writeFile(join(folder, 'growing.cmep'), first!.slice(0, 100));
    for (let i = 0; i < 6; i++) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      await appendFile(join(folder, 'growing.cmep'), i === 5 ? second! : i === 4 ? first!.slice(100) : '');
      const now = new Date(Date.now() + i);
      await utimes(join(folder, 'growing.cmep'), now, now);
    }
    expect(await imports()).toBe(before);
    await until(async () => (await stored(), (await names('done')).includes('growing.cmep')));
    expect(await report('done', 'growing.cmep')).toMatchObject({ lines: { accepted: 2, rejected: 0 } });
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['.hidden.cmep', 'upload.part', 'link.cmep']));
  });

  it('goes on where it was after a crash: the file still lies there, and is the same import', async () => {
    const before = await imports();
    await writeFile(join(folder, 'crash.cmep'), [...hourlyLines(['M-1'], 3, '202602050000')].join(''));
    await until(async () => (await imports()) === before + 1);
    await service.restart();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await readdir(folder)).toContain('crash.cmep');
    await until(async () => (await stored(), (await names('done')).includes('crash.cmep')));
    expect(await imports()).toBe(before + 1);
    // The same file once more, under the same name: nothing is overwritten, and it is no new import.
    await writeFile(join(folder, 'crash.cmep'), [...hourlyLines(['M-1'], 3, '202602050000')].join(''));
    await until(async () => (await names('done')).filter((name) => name.startsWith('crash.cmep') && !name.endsWith('.json')).length === 2);
    expect(await imports()).toBe(before + 1);
  });
});
