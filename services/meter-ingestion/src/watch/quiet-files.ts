import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the watched folder that has stopped growing. */
export interface QuietFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: number;
  /** The source profile: the name of the subfolder that it lies in. */
  readonly profile: string | undefined;
}

/** Results and things that are still being written by others. */
const NOT_OURS = /^\.|\.(part|tmp|filepart|crdownload)$|\.report\.json$/i;
const RESULTS = new Set(['done', 'refused']);

/**
 * Finds the files of a folder, and of its subfolders one level down, whose size and time have stayed the same for a while: who
 * copies into the folder need not rename. Links and other things that are no plain files are left alone.
 */
export class QuietFiles {
  #seen = new Map<string, { size: number; modifiedAt: number; since: number }>();

  constructor(
    private readonly directory: string,
    /** Milliseconds without change. */
    private readonly quiet: number,
  ) {}

  /** Those that are quiet now, the oldest first. */
  async look(now: number): Promise<readonly QuietFile[]> {
    const files = await this.#files();
    const seen = new Map<string, { size: number; modifiedAt: number; since: number }>();
    for (const { path, size, modifiedAt } of files) {
      const before = this.#seen.get(path);
      const same = before?.size === size && before.modifiedAt === modifiedAt;
      seen.set(path, { size, modifiedAt, since: same ? before.since : now });
    }
    this.#seen = seen;
    return files
      .filter(({ path }) => now - seen.get(path)!.since >= this.quiet)
      .sort((a, b) => a.modifiedAt - b.modifiedAt || (a.path < b.path ? -1 : 1));
  }

  async #files(): Promise<QuietFile[]> {
    const found: QuietFile[] = [];
    for (const entry of await readdir(this.directory, { withFileTypes: true })) {
      if (NOT_OURS.test(entry.name)) continue;
      if (entry.isFile()) found.push(...(await this.#file(this.directory, entry.name, undefined)));
      if (!entry.isDirectory() || RESULTS.has(entry.name)) continue;
      const folder = join(this.directory, entry.name);
      for (const inner of await readdir(folder, { withFileTypes: true })) {
        if (inner.isFile() && !NOT_OURS.test(inner.name)) found.push(...(await this.#file(folder, inner.name, entry.name)));
      }
    }
    return found;
  }

  async #file(folder: string, name: string, profile: string | undefined): Promise<QuietFile[]> {
    const path = join(folder, name);
    // It may be gone by now.
    const found = await lstat(path).catch(() => undefined);
    return found?.isFile() ? [{ path, name, size: found.size, modifiedAt: found.mtimeMs, profile }] : [];
  }
}
