import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { CommandLineError, parseCommandLine } from './command-line.js';
import { importFiles } from './import-files.js';
import { importTarget } from './import-target.js';

describe('npm run import', () => {
  let service: RunningService;
  let folder: string;
  let timer: NodeJS.Timeout;
  beforeAll(async () => {
    service = await RunningService.start({ UPLOADS_PER_MINUTE: 60 });
    folder = await mkdtemp(join(tmpdir(), 'greenledger-import-'));
    // data-delivery is not here: what is published counts as stored, with the counts that it would report.
    timer = setInterval(() => {
      void service.database.dataSource
        .query(`UPDATE import SET state = 'stored', stored_added = readings WHERE state = 'published'`)
        .catch(() => undefined);
    }, 50);
  });
  afterAll(async () => {
    clearInterval(timer);
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(...args: string[]): Promise<{ code: number; out: string; progress: string }> {
    const target = await importTarget({ OPERATOR_PASSWORD: 'right' }, folder, service.url);
    let [out, progress] = ['', ''];
    const code = await importFiles(parseCommandLine(args)!, target, folder, {
      out: { write: (text) => (out += text) },
      progress: { isTTY: true, write: (text) => (progress += text) },
    });
    return { code, out, progress };
  }

  it('uploads extracts before readings, shows progress, waits, and reports each file', async () => {
    await writeFile(join(folder, 'night.cmep.gz'), gzipSync([...hourlyLines(['M-1'], 30)].join('')));
    await writeFile(join(folder, 'customers.csv'), extractOf(['M-1']));
    const { code, out, progress } = await run('night.cmep.gz', 'customers.csv');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^customers\.csv: stored\n {2}lines: 1 accepted, 0 refused\nnight\.cmep\.gz: stored\n {2}lines: 30 accepted, 0 refused\n/,
    );
    expect(out).toContain('readings: 720 new, 0 corrected, 0 known already, 0 older than known');
    expect(progress).toMatch(/█.*100 % uploading/);
  });

  it('ends with 1 when lines were refused, unless they are allowed, and says why', async () => {
    await writeFile(join(folder, 'half.cmep'), [...hourlyLines(['M-1', 'NEVER'], 1, '202602020000')].join(''));
    const first = await run('half.cmep');
    expect([first.code, first.out]).toEqual([1, expect.stringMatching(/1 × unknown-meter, first in line 2/)]);
    const again = await run('--allow-rejects', '--json', 'half.cmep');
    expect([again.code, JSON.parse(again.out)]).toMatchObject([0, { fileName: 'half.cmep', state: 'stored', lines: { rejected: 1 } }]);
  });

  it('goes on behind a file that is not taken', async () => {
    await writeFile(join(folder, 'letter.txt'), 'Dear utility');
    await writeFile(join(folder, 'day.cmep'), [...hourlyLines(['M-1'], 1, '202602030000')].join(''));
    const { code, out } = await run('letter.txt', 'day.cmep');
    expect([code, out]).toEqual([1, expect.stringMatching(/letter\.txt: not taken \(unrecognized-file\).*\nday\.cmep: stored/)]);
  });

  it('comes again when it uploads too fast', async () => {
    const own = await RunningService.start({ UPLOADS_PER_MINUTE: 60 });
    try {
      const names = Array.from({ length: 62 }, (_, i) => `many-${i}.cmep`);
      await Promise.all(names.map((name) => writeFile(join(folder, name), [...hourlyLines(['NEVER'], 1, '202602040000')].join(''))));
      const target = await importTarget({ OPERATOR_PASSWORD: 'right' }, folder, own.url);
      const quiet = { write: () => true };
      const code = await importFiles(parseCommandLine(names)!, target, folder, { out: quiet, progress: quiet });
      expect(code).toBe(1);
      expect(await own.database.dataSource.query('SELECT count(*)::int AS n FROM import')).toEqual([{ n: 1 }]);
    } finally {
      await own.stop();
    }
  });

  it('says what cannot be understood or found, before anything is sent', async () => {
    for (const args of [[], ['--nonsense', 'x'], ['--timeout', 'soon', 'x']])
      expect(() => parseCommandLine(args)).toThrow(CommandLineError);
    expect(parseCommandLine(['--help'])).toBeUndefined();
    await expect(run('no-such-file')).rejects.toThrow(/no-such-file is no file/);
    await expect(importTarget({}, folder)).rejects.toThrow(/GREENLEDGER_ORIGIN/);
    await expect(importTarget({}, folder, 'http://localhost:1')).rejects.toThrow(/OPERATOR_PASSWORD/);
    await expect(importTarget({ OPERATOR_PASSWORD: 'x' }, folder, 'localhost')).rejects.toThrow(/no origin/);
  });

  it('finds the embedded run by what it left', async () => {
    const state = join(folder, 'state');
    await mkdir(join(state, 'environment'), { recursive: true });
    await writeFile(join(state, 'environment', 'authorization.json'), JSON.stringify({ PUBLIC_ORIGIN: 'http://localhost:8123' }));
    await writeFile(join(state, 'secrets.json'), JSON.stringify({ operator: 'abcd' }));
    expect(await importTarget({ GREENLEDGER_STATE: state }, '/')).toEqual({
      origin: 'http://localhost:8123',
      user: 'operator',
      password: 'abcd',
    });
  });
});
