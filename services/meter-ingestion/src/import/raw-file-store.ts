import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { writeNewFile } from './new-file.js';

/** Milliseconds after which a file that never became whole is certainly nobody's any more. */
const STALE = 24 * 3_600_000;
/** Level 1: a third of the time of level 6 for a tenth more bytes. */
const GZIP = { level: 1, chunkSize: 131_072 };
/** Bytes of content given out at a time: each piece is a round through the event loop, and cuts a line in two. */
const GUNZIP = { chunkSize: 262_144 };

/** Every delivered file, immutable, compressed, named by the SHA-256 of its content. */
export class RawFileStore {
  constructor(private readonly directory: string) {}

  /** Makes the folders, and removes what uploads of an earlier life left behind. */
  async prepare(): Promise<void> {
    await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#incoming)) {
      const path = join(this.#incoming, name);
      const found = await stat(path).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > STALE) await rm(path, { force: true });
    }
  }

  /** Where something may stand for a while: what is forgotten there is removed by a later `prepare`. */
  temporaryPath(): string {
    return join(this.#incoming, `${randomUUID()}.part`);
  }

  /** Takes in a stream; nothing is kept until `keep`. What fails on the way leaves nothing behind. */
  async receive(bytes: Readable): Promise<IncomingFile> {
    const path = this.temporaryPath();
    await writeNewFile(path, bytes, createGzip(GZIP));
    return {
      keep: async (sha256) => {
        const target = this.#path(sha256);
        if (await exists(target)) return rm(path, { force: true });
        await mkdir(join(this.directory, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
        await flush(path);
        await rename(path, target);
        await flush(join(this.directory, sha256.slice(0, 2)));
      },
      discard: () => rm(path, { force: true }),
    };
  }

  /** The content of a kept file, as delivered. */
  async *read(sha256: string): AsyncGenerator<Uint8Array> {
    const source = createReadStream(this.#path(sha256), { highWaterMark: 131_072 });
    const content = createGunzip(GUNZIP);
    const done = pipeline(source, content);
    done.catch(() => undefined);
    yield* content as AsyncIterable<Buffer>;
    await done;
  }

  get #incoming(): string {
    return join(this.directory, 'incoming');
  }

  #path(sha256: string): string {
    return join(this.directory, sha256.slice(0, 2), `${sha256}.gz`);
  }
}

export interface IncomingFile {
  /** Flushes the file to disk under its name; from then on it is there after a power cut. */
  keep(sha256: string): Promise<void>;
  discard(): Promise<void>;
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
