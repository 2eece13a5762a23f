import { entryAround, escapeXml, FixedText, type AtomLink, type PartedText } from '@greenledger/espi';
import { momentText } from './moment-texts.js';
import { TextTemplate } from './text-template.js';

/** Stand for what differs from block to block; private use characters, which no id or title holds. */
const [ID, PATH, DAY, COLLECTION] = ['\ue000', '\ue001', '\ue002', '\ue003'];

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
    const text = [escapeXml(collection)];
    this.#pieces = headPieces().map((piece) => new FixedText(piece.fill(text)));
  }

  of(id: string, path: string, day: string, published: number, updated: number): BlockFrame {
    return { head: { pieces: this.#pieces, holes: [id, path, day] }, tail: this.#tailAt(published, updated) };
  }

  /** Blocks of one import share their dates, and they stand together. */
  #tailAt(published: number, updated: number): string {
    const [knownPublished, knownUpdated] = this.#tailOf;
    if (published === knownPublished && updated === knownUpdated) return this.#tail;
    this.#tail = tailTemplate().fill([momentText(published), momentText(updated)]);
    this.#tailOf = [published, updated];
    return this.#tail;
  }
}

let pieces: readonly TextTemplate[] | undefined;
/** What stands between the id, the path and the day, in a collection still to be named. */
function headPieces(): readonly TextTemplate[] {
  if (pieces) return pieces;
  const self: AtomLink = { rel: 'self', href: `${COLLECTION}/${PATH}`, type: 'espi-entry/IntervalBlock' };
  const up: AtomLink = { rel: 'up', href: COLLECTION, type: 'espi-feed/IntervalBlock' };
  const { head } = entryAround({ id: ID, links: [self, up], title: blockTitle(DAY), published: 0, updated: 0 });
  return (pieces = head.split(/[\ue000-\ue002]/).map((piece) => new TextTemplate(piece, [COLLECTION])));
}

let tail: TextTemplate | undefined;
function tailTemplate(): TextTemplate {
  if (tail) return tail;
  const links: [AtomLink, AtomLink] = [NO_LINK, NO_LINK];
  // Two moments that are told apart; which ones does not matter.
  const marks = [momentText(1), momentText(2)];
  return (tail = new TextTemplate(entryAround({ id: '', links, title: '', published: 1, updated: 2 }).tail, marks));
}

const NO_LINK: AtomLink = { rel: 'self', href: '', type: '' };

export const blockTitle = (day: string): string => `Readings of ${day}`;
