import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { BEGINNING_BYTES, recognizeFormat } from '@greenledger/meter-formats';
import { SeveralFilesError, unpack, type UnpackOptions } from '../door/unpack.js';
import type { ZipArchive } from '../door/zip-archive.js';
import { CommandLineError, type ImportCommand } from './command-line.js';
import type { FileToSend } from './ingest-client.js';

/** The service has its own limits; here an archive is only looked into. */
const UNPACKING: UnpackOptions = { unpacked: Infinity, temporaryPath: () => join(tmpdir(), `greenledger-${randomUUID()}.zip`) };

/** The files that were named, extracts first: readings need the meters that an extract brings. @throws CommandLineError for one that is none. */
export async function filesToSend({ files, profile }: ImportCommand, workingDirectory: string): Promise<readonly FileToSend[]> {
  const all: FileToSend[] = [];
  for (const given of files) {
    const path = resolve(workingDirectory, given);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) throw new CommandLineError(`${given} is no file that can be read. Nothing was sent.`);
    const kind = await kindOf(path);
    all.push({ path, name: basename(path), size: found.size, kind, profile: kind === 'meter-files' ? profile : undefined });
  }
  return [...all.filter(({ kind }) => kind === 'cis-extracts'), ...all.filter(({ kind }) => kind === 'meter-files')];
}

/** What the service does not take as an extract it judges as a meter file, and says why it is none. */
async function kindOf(path: string): Promise<FileToSend['kind']> {
  const source = createReadStream(path);
  let beginning = Buffer.alloc(0);
  try {
    beginning = await beginningOf(unpack(source, UNPACKING, () => undefined));
  } catch (error) {
    // An archive of several goes where its first file belongs. What is damaged the service explains.
    if (error instanceof SeveralFilesError) beginning = await firstOf(error.archive);
  } finally {
    source.destroy();
  }
  return recognizeFormat(beginning).kind === 'cis-extract' ? 'cis-extracts' : 'meter-files';
}

async function beginningOf(content: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    chunks.push(chunk);
    if ((size += chunk.length) >= BEGINNING_BYTES) break;
  }
  return Buffer.concat(chunks);
}

async function firstOf(archive: ZipArchive): Promise<Buffer<ArrayBuffer>> {
  try {
    return await beginningOf(archive.files[0]!.content());
  } finally {
    await archive.discard();
  }
}
