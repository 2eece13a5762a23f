import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { PreparedFiles } from './prepared-files.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'prepared-files-'))));
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

async function* chunks(): AsyncGenerator<Buffer> {
  for (let i = 0; i < 5; i++) yield Buffer.alloc(10_000, i);
}

it('writes all of a result when a disk that is nearly full takes a chunk in pieces (write(2))', async () => {
  const file = await open(join(folder, 'any'), 'w');
  const handle = Object.getPrototypeOf(file) as typeof file;
  await file.close();
  const write = handle.write as (this: typeof file, bytes: Buffer, from: number, length: number) => ReturnType<typeof file.write>;
  const short = function (this: typeof file, bytes: Buffer, from = 0, length = bytes.length - from) {
    return write.call(this, bytes, from, Math.min(length, 3_000));
  };
  jest.spyOn(handle, 'write').mockImplementation(short as typeof handle.write);
  const files = new PreparedFiles(Object.assign(new DataDeliveryConfiguration(), { PREPARED_DIR: folder }));
  const stored = await files.write('job', 'lease', chunks(), false);
  const name = (await readdir(folder)).find((each) => each.startsWith('job'))!;
  const bytes = await readFile(join(folder, name));
  expect(bytes.length).toBe(50_000);
  expect(stored).toEqual({ storedBytes: 50_000, plainBytes: 50_000, sha256: createHash('sha256').update(bytes).digest('hex') });
});
