import type { DataSource } from 'typeorm';
import { readBlocks, type VersionName } from './day-versions.js';
import type { ReleasePlan } from './release-plan.js';

/** Blocks read in one query: no connection is held while a slow client is waited for. */
const PAGE = 500;

/** Reads the packed bytes of planned blocks in document order, a page ahead of who takes them one by one. */
export class BlockPages {
  readonly #versions: readonly VersionName[];
  #page: readonly Buffer[] = [];
  #place = 0;
  #read = 0;

  constructor(
    plans: readonly ReleasePlan[],
    private readonly dataSource: DataSource,
  ) {
    this.#versions = plans.flatMap(({ usagePoints }) => usagePoints.flatMap(({ channels }) => channels.flatMap(({ blocks }) => blocks)));
  }

  /** The bytes of the next block, if they are read already. */
  taken(): Buffer | undefined {
    return this.#page[this.#place++];
  }

  /** Reads the next page and takes its first block. */
  async load(): Promise<Buffer> {
    const versions = this.#versions.slice(this.#read, this.#read + PAGE);
    if (versions.length === 0) throw new Error('more blocks are rendered than were planned');
    this.#page = await readBlocks(versions, this.dataSource);
    this.#read += versions.length;
    this.#place = 1;
    return this.#page[0]!;
  }
}
