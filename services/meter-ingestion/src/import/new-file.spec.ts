import * as fs from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync, createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';

/** Milliseconds that the disk takes to open a file. */
const SLOW = 50;

// A disk that takes its time to open a file: an upload has failed long before.
const open = ((path: string, flags: string, mode: number, done: (error: Error | null, fd: number) => void) =>
  void setTimeout(() => fs.open(path, flags, mode, done as never), SLOW)) as typeof fs.open;
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  createWriteStream: (path: string, options: object) => fs.createWriteStream(path, { ...options, fs: { ...fs, open } } as never),
}));
const { writeNewFile } = await import('./new-file.js');

let directory: string;
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), 'greenledger-new-file-'))));
afterAll(() => rm(directory, { recursive: true }));

async function* upload(fails: boolean): AsyncGenerator<Buffer> {
  yield Buffer.from('some bytes');
  if (fails) throw new Error('the upload broke off');
}

it('leaves nothing of a file whose bytes fail before it is open', async () => {
  await expect(writeNewFile(join(directory, 'failed'), upload(true), createGzip())).rejects.toThrow('broke off');
  await wait(2 * SLOW);
  expect(await readdir(directory)).toEqual([]);
});

it('writes a file for its owner alone, and never over another', async () => {
  const path = join(directory, 'whole');
  await writeNewFile(path, upload(false), createGzip());
  expect(gunzipSync(await readFile(path)).toString()).toBe('some bytes');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await expect(writeNewFile(path, upload(false))).rejects.toThrow('EEXIST');
  expect(await readdir(directory)).toEqual(['whole']);
});
