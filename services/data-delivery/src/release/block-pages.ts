import type { DataSource } from 'typeorm';
import { readBlocks, type DayVersion } from './day-versions.js';
import type { ReleasePlan } from './release-plan.js';

/** Blocks read in one query: no connection is held while a slow client is waited for. */
const PAGE = 500;

/**
 * The packed bytes of planned blocks in document order, for who takes them one by one: those that came with the plan, and
 * the others a page at a time.
 */
export class BlockPages {
  readonly #versions: readonly DayVersion[];
  readonly #page = new Map<DayVersion, Buffer>();
  #place = 0;

  constructor(
    plans: readonly ReleasePlan[],
    private readonly dataSource: DataSource,
  ) {
    this.#versions = plans.flatMap(({ usagePoints }) => usagePoints.flatMap(({ channels }) => channels.flatMap(({ blocks }) => blocks)));
  }

  /** The bytes of the next block, if they are read already. */
  taken(): Buffer | undefined {
    const version = this.#versions[this.#place];
    if (!version) return undefined;
    const bytes = version.block ?? this.#page.get(version);
    if (bytes) this.#place++;
    return bytes;
  }

  /** Reads the next page and takes its first block. */
  async load(): Promise<Buffer> {
    const versions: DayVersion[] = [];
    for (let place = this.#place; place < this.#versions.length && versions.length < PAGE; place++) {
      const version = this.#versions[place]!;
      if (!version.block) versions.push(version);
    }
    if (versions.length === 0) throw new Error('more blocks are rendered than were planned');
    const blocks = await readBlocks(versions, this.dataSource);
    this.#page.clear();
    for (const [i, version] of versions.entries()) this.#page.set(version, blocks[i]!);
    return this.taken()!;
  }
}
