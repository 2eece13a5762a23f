import { FEED_TAIL } from '@greenledger/espi';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { WholeFeed } from '../feed/feed-document.js';
import { batchEntries, endOf, headOf, type FeedIdentity, type Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import type { FaceWriter } from './face-writer.js';

/** The ESPI feed, by the renderer of the feeds. */
export class AtomFace implements FaceWriter {
  readonly #written = new Set<string>();

  /** @param into what all of it is written to, and compressed by if it does so; without it each part is written by itself */
  constructor(
    private readonly identity: FeedIdentity,
    private readonly updated: number,
    private readonly into?: WholeFeed,
  ) {}

  *head(): Iterable<Piece> {
    const head = headOf(this.identity, 'Batch', this.updated);
    if (this.into) this.into.text(head);
    else yield head;
  }

  part(plan: ReleasePlan, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Piece> {
    return batchEntries(plan, addresses, this.#written, pages, this.into);
  }

  *tail(): Iterable<Piece> {
    yield this.into ? endOf(this.into) : FEED_TAIL;
  }
}
