import { rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { ProblemError } from '@greenledger/contracts';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { writeNewFile } from '../import/new-file.js';
import { tooLarge } from './too-large.js';

/** What an archive may be. */
export interface ArchiveLimits {
  /** Bytes of all its files together, unpacked. */
  readonly unpacked: number;
}

const MOST_FILES = 1_000;
/** Stored, deflated. */
const METHODS = new Set([0, 8]);
/** Deflate makes at most about a thousandth of its input: what promises more is no honest file. */
const MOST_RATIO = 1_100;

/** A file of an archive. */
export class ArchiveFile {
  constructor(
    private readonly zip: ZipFile,
    private readonly entry: Entry,
  ) {}

  /** Its name without the folders before it. */
  get name(): string {
    return this.entry.fileName.slice(this.entry.fileName.lastIndexOf('/') + 1);
  }

  /** Bytes, unpacked. */
  get size(): number {
    return this.entry.uncompressedSize;
  }

  /** Bytes in the archive. */
  get packedSize(): number {
    return this.entry.compressedSize;
  }

  /** The content, checked against length and CRC-32 of the archive. @throws ProblemError `unrecognized-file` when it is damaged. */
  async *content(): AsyncGenerator<Uint8Array> {
    let sum = 0;
    try {
      for await (const chunk of (await this.zip.openReadStreamPromise(this.entry)) as AsyncIterable<Buffer>) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (error) {
      throw damaged(`${this.name} in it cannot be unpacked (${(error as Error).message})`);
    }
    if (sum !== this.entry.crc32) throw damaged(`${this.name} in it does not have the checksum that the archive names`);
  }
}

/**
 * A zip archive on the disk: its directory stands at its end, so it can be judged only when it is there as a whole. Nothing of
 * it is unpacked before the directory has been judged: how many files, how large, by which method.
 */
export class ZipArchive {
  private constructor(
    private readonly path: string,
    private readonly zip: ZipFile,
    readonly files: readonly ArchiveFile[],
  ) {}

  /**
   * Writes the bytes to `path` and opens the archive. On any failure nothing is left there.
   * @throws ProblemError `unrecognized-file`, `payload-too-large`; and whatever breaks `bytes`.
   */
  static async receive(bytes: AsyncIterable<Uint8Array>, path: string, limits: ArchiveLimits): Promise<ZipArchive> {
    let zip: ZipFile | undefined;
    try {
      await writeNewFile(path, bytes);
      zip = await openPromise(path, { autoClose: false, strictFileNames: true }).catch((error: Error) => {
        throw damaged(error.message);
      });
      return new ZipArchive(path, zip, await filesOf(zip, limits));
    } catch (error) {
      zip?.close();
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Closes it and takes it off the disk. */
  async discard(): Promise<void> {
    this.zip.close();
    await rm(this.path, { force: true });
  }
}

async function filesOf(zip: ZipFile, limits: ArchiveLimits): Promise<ArchiveFile[]> {
  if (zip.entryCount > 2 * MOST_FILES) throw tooMany();
  const files: ArchiveFile[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (isAside(entry.fileName)) continue;
      expectReadable(entry);
      total += entry.uncompressedSize;
      if (total > limits.unpacked) throw tooLarge('unpacked', limits.unpacked);
      files.push(new ArchiveFile(zip, entry));
      if (files.length > MOST_FILES) throw tooMany();
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : damaged((error as Error).message);
  }
  if (files.length === 0) throw refused('The zip archive holds no file');
  return files;
}

/** Folders, and what macOS puts beside each file. */
const isAside = (name: string): boolean =>
  name.endsWith('/') || name.startsWith('__MACOSX/') || name.endsWith('/.DS_Store') || name === '.DS_Store';

function expectReadable(entry: Entry): void {
  if (entry.isEncrypted()) throw refused(`The zip archive is encrypted (${entry.fileName}); send it without a password, over TLS`);
  if (!METHODS.has(entry.compressionMethod))
    throw refused(`The zip archive uses a compression method that is not read (${entry.fileName}); use deflate`);
  if (entry.uncompressedSize > MOST_RATIO * Math.max(entry.compressedSize, 1))
    throw refused(`The zip archive promises more than deflate can hold (${entry.fileName})`);
}

const tooMany = (): ProblemError => refused(`The zip archive holds more than ${MOST_FILES} files; send several archives`);
const refused = (why: string): ProblemError => new ProblemError('unrecognized-file', `${why}. Nothing of it was taken.`);
const damaged = (why: string): ProblemError => refused(`The zip archive is damaged: ${why}. Pack it anew and send it again`);
