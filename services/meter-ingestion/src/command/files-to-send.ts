import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { BEGINNING_BYTES, recognizeFormat } from '@greenledger/meter-formats';
import { unpack } from '../door/unpack.js';
import { CommandLineError, type ImportCommand } from './command-line.js';
import type { FileToSend } from './ingest-client.js';

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
  const beginning: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of unpack(source, () => undefined)) {
      beginning.push(chunk);
      if ((size += chunk.length) >= BEGINNING_BYTES) break;
    }
  } catch {
    // Damaged: the service says how.
  } finally {
    source.destroy();
  }
  return recognizeFormat(Buffer.concat(beginning)).kind === 'cis-extract' ? 'cis-extracts' : 'meter-files';
}
