import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ProblemError } from '@greenledger/contracts';
import { type ArchiveLimits, ZipArchive } from './zip-archive.js';

/** How a file was packed when it arrived. */
export type Packing = 'none' | 'gzip' | 'zip';

const GZIP = Buffer.from([0x1f, 0x8b]);
/** A local file header, or the end of an empty archive. */
const ZIP = [Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.from('PK\u0005\u0006', 'latin1')];
const MAGIC_BYTES = 4;

export function packingOf(beginning: Uint8Array): Packing {
  const bytes = Buffer.from(beginning);
  if (bytes.subarray(0, GZIP.length).equals(GZIP)) return 'gzip';
  return ZIP.some((magic) => bytes.subarray(0, MAGIC_BYTES).equals(magic)) ? 'zip' : 'none';
}

/** An archive of several files came: each is a file of its own. Whoever catches this has to discard the archive. */
export class SeveralFilesError extends Error {
  override readonly name = 'SeveralFilesError';
  constructor(readonly archive: ZipArchive) {
    super(`a zip archive of ${archive.files.length} files`);
  }
}

/** Where a zip archive is kept while it is read, and what it may hold. */
export interface UnpackOptions extends ArchiveLimits {
  readonly temporaryPath: () => string;
}

/**
 * The content of a delivery: unpacked when it begins like gzip (several members follow one another) or like a zip archive, else
 * as it is. The content decides, not a header: clients set none.
 * @throws ProblemError `unrecognized-file` for what is damaged, cut off, or followed by something else; SeveralFilesError.
 */
export async function* unpack(
  delivered: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
  tell: (packing: Packing) => void,
): AsyncGenerator<Uint8Array> {
  const chunks = delivered[Symbol.asyncIterator]();
  let beginning = Buffer.alloc(0);
  while (beginning.length < MAGIC_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  const packing = packingOf(beginning);
  tell(packing);
  const whole = joined(beginning, chunks);
  if (packing === 'gzip') yield* gunzip(whole);
  else if (packing === 'zip') yield* onlyFile(await ZipArchive.receive(whole, options.temporaryPath(), options));
  else yield* whole;
}

async function* onlyFile(archive: ZipArchive): AsyncGenerator<Uint8Array> {
  if (archive.files.length > 1) throw new SeveralFilesError(archive);
  try {
    yield* archive.files[0]!.content();
  } finally {
    await archive.discard();
  }
}

async function* joined(beginning: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (beginning.length > 0) yield beginning;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const content = createGunzip();
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      size += chunk.length;
      yield chunk;
    }
  }
  const fed = pipeline(counted, content);
  fed.catch(() => undefined);
  try {
    yield* content as AsyncIterable<Buffer>;
    await fed;
  } catch (error) {
    throw explain(error);
  }
  if (content.bytesWritten !== size) throw damaged('something that is no gzip follows it');
}

function explain(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  return code?.startsWith('Z_') ? damaged(message ?? code) : error;
}

const damaged = (why: string): ProblemError =>
  new ProblemError('unrecognized-file', `The gzip file is damaged: ${why}. Nothing of it was taken; pack it anew and send it again.`);
