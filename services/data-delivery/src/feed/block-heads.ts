import { entryAround, FixedText, type AtomLink, type PartedText } from '@greenledger/espi';

/** Stand for what differs from block to block; private use characters, which no id or title holds. */
const [ID, PATH, DAY] = ['\ue000', '\ue001', '\ue002'];

/** What stands before and after a block in its entry. */
export interface BlockFrame {
  readonly head: PartedText;
  readonly tail: string;
}

/** Frames of the blocks of one channel: written once by `entryAround`, then filled in. */
export class BlockFrames {
  readonly #pieces: readonly FixedText[];
  #tail = '';
  #tailOf: readonly [published: number, updated: number] = [NaN, NaN];

  constructor(collection: string) {
    const self: AtomLink = { rel: 'self', href: `${collection}/${PATH}`, type: 'espi-entry/IntervalBlock' };
    const up: AtomLink = { rel: 'up', href: collection, type: 'espi-feed/IntervalBlock' };
    const { head } = entryAround({ id: ID, links: [self, up], title: blockTitle(DAY), published: 0, updated: 0 });
    this.#pieces = head.split(/[\ue000-\ue002]/).map((piece) => new FixedText(piece));
  }

  of(id: string, path: string, day: string, published: number, updated: number): BlockFrame {
    return { head: { pieces: this.#pieces, holes: [id, path, day] }, tail: this.#tailAt(published, updated) };
  }

  /** Blocks of one import share their dates, and they stand together. */
  #tailAt(published: number, updated: number): string {
    const [knownPublished, knownUpdated] = this.#tailOf;
    if (published === knownPublished && updated === knownUpdated) return this.#tail;
    const links: [AtomLink, AtomLink] = [NO_LINK, NO_LINK];
    this.#tail = entryAround({ id: '', links, title: '', published, updated }).tail;
    this.#tailOf = [published, updated];
    return this.#tail;
  }
}

const NO_LINK: AtomLink = { rel: 'self', href: '', type: '' };

export const blockTitle = (day: string): string => `Readings of ${day}`;
