import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { encode } from '../feed/content-coding.js';

export interface StoredResult {
  /** Bytes of the file. */
  readonly storedBytes: number;
  /** Bytes before they were packed. */
  readonly plainBytes: number;
  /** Lower-case hex, of the file. */
  readonly sha256: string;
}

/** What names the file of a result. */
export interface ResultName {
  readonly jobId: string;
  readonly sha256: string;
}

const UNFINISHED = '.part';
/** Milliseconds after which a file that no job knows is the rest of a killed process. */
const LEFT_BEHIND = 24 * 3_600_000;

/** The folder of results: one file a job, packed with gzip where that helps, readable by the service only. */
@Injectable()
export class PreparedFiles {
  readonly #folder: string;

  constructor({ PREPARED_DIR, PAIRWISE_KEY_FILE }: DataDeliveryConfiguration) {
    this.#folder = PREPARED_DIR ?? join(dirname(PAIRWISE_KEY_FILE), 'prepared');
  }

  /** Writes a result whole, safe on disk, under a name of this attempt of the job. */
  async write(jobId: string, leaseId: string, source: AsyncGenerator<Buffer>, packed: boolean): Promise<StoredResult> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const unfinished = this.#unfinished(jobId, leaseId);
    const file = await open(unfinished, 'w', 0o600);
    const hash = createHash('sha256');
    let storedBytes = 0;
    let plainBytes = 0;
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        plainBytes += chunk.length;
        yield chunk;
      }
    }
    try {
      for await (const chunk of encode(counted(), packed ? 'gzip' : 'identity')) {
        hash.update(chunk);
        storedBytes += chunk.length;
        // A disk that is nearly full takes a part of it without an error.
        for (let from = 0; from < chunk.length;) from += (await file.write(chunk, from)).bytesWritten;
      }
      await file.sync();
      await file.close();
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(unfinished, { force: true });
      throw error;
    }
    return { storedBytes, plainBytes, sha256: hash.digest('hex') };
  }

  /**
   * Gives a written result its name, which holds its digest: a late attempt cannot take the place of another. What killed
   * attempts left is taken away.
   */
  async keep(jobId: string, leaseId: string, { sha256 }: StoredResult): Promise<void> {
    await rename(this.#unfinished(jobId, leaseId), this.#path({ jobId, sha256 }));
    for (const name of await readdir(this.#folder)) {
      if (name.startsWith(`${jobId}.`) && name.endsWith(UNFINISHED)) await rm(join(this.#folder, name), { force: true });
    }
  }

  /** Takes away what an attempt wrote that came too late. */
  async discard(jobId: string, leaseId: string): Promise<void> {
    await rm(this.#unfinished(jobId, leaseId), { force: true });
  }

  /** The bytes of a file from `start` to `end`, both included. */
  read(result: ResultName, range?: { readonly start: number; readonly end: number }): Readable {
    return createReadStream(this.#path(result), { ...range, highWaterMark: 256 * 1024 });
  }

  async has(result: ResultName): Promise<boolean> {
    return stat(this.#path(result)).then(
      () => true,
      () => false,
    );
  }

  async remove(result: ResultName): Promise<void> {
    await rm(this.#path(result), { force: true });
  }

  /**
   * Takes away what killed processes left: files that are unfinished, and results whose job never came to know of them.
   * @param now milliseconds since 1970-01-01 UTC @param known all results that jobs have
   */
  async removeLeftBehind(now: number, known: readonly ResultName[]): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const kept = new Set(known.map(fileName));
    for (const name of names.filter((each) => each.endsWith(UNFINISHED) || (RESULT.test(each) && !kept.has(each)))) {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found && now - found.mtimeMs > LEFT_BEHIND) await rm(path, { force: true });
    }
  }

  #unfinished(jobId: string, leaseId: string): string {
    return join(this.#folder, `${jobId}.${leaseId}${UNFINISHED}`);
  }

  #path(result: ResultName): string {
    return join(this.#folder, fileName(result));
  }
}

const fileName = ({ jobId, sha256 }: ResultName): string => `${jobId}.${sha256.slice(0, 16)}`;
/** What `fileName` gives, and nothing that somebody else put there. */
const RESULT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9a-f]{16}$/;
