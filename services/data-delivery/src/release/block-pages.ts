import type { DataSource } from 'typeorm';
import { packedOf, readBlocks, type DayVersion } from './day-versions.js';
import type { ReleasePlan } from './release-plan.js';

/** Blocks read in one query: no connection is held while a slow client is waited for. */
const PAGE = 500;

/**
 * The packed bytes of planned blocks in document order, for who takes them one by one: those that came with the plan, and
 * the others a page at a time.
 */
export class BlockPages {
  readonly #channels: readonly (readonly DayVersion[])[];
  readonly #page = new Map<DayVersion, Buffer>();
  #channel = 0;
  #place = 0;

  constructor(
    plans: readonly ReleasePlan[],
    private readonly dataSource: DataSource,
  ) {
    this.#channels = plans.flatMap(({ usagePoints }) => usagePoints.flatMap(({ channels }) => channels.map(({ blocks }) => blocks)));
  }

  /** The bytes of the next block, if they are read already. */
  taken(): Buffer | undefined {
    while (this.#place === this.#channels[this.#channel]?.length) {
      this.#channel++;
      this.#place = 0;
    }
    const version = this.#channels[this.#channel]?.[this.#place];
    if (!version) return undefined;
    const bytes = packedOf(version) ?? this.#page.get(version);
    if (bytes) this.#place++;
    return bytes;
  }

  /** Reads the next page and takes its first block. */
  async load(): Promise<Buffer> {
    const versions = this.#next(PAGE);
    if (versions.length === 0) throw new Error('more blocks are rendered than were planned');
    const blocks = await readBlocks(versions, this.dataSource);
    this.#page.clear();
    for (const [i, version] of versions.entries()) this.#page.set(version, blocks[i]!);
    return this.taken()!;
  }

  /** The next versions that did not come with the plan. */
  #next(most: number): DayVersion[] {
    const versions: DayVersion[] = [];
    let place = this.#place;
    for (let channel = this.#channel; channel < this.#channels.length; channel++) {
      const blocks = this.#channels[channel]!;
      for (; place < blocks.length; place++) {
        if (versions.length === most) return versions;
        if (!blocks[place]!.packed) versions.push(blocks[place]!);
      }
      place = 0;
    }
    return versions;
  }
}
