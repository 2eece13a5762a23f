import { FEED_TAIL } from '@greenledger/espi';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { GzipFeed } from '../feed/feed-document.js';
import { batchEntries, endOf, headOf, type FeedIdentity, type Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import type { FaceWriter } from './face-writer.js';

/** The ESPI feed, by the renderer of the feeds; compressed as it is written when there is something that does so. */
export class AtomFace implements FaceWriter {
  readonly #written = new Set<string>();

  constructor(
    private readonly identity: FeedIdentity,
    private readonly updated: number,
    private readonly gzip?: GzipFeed,
  ) {}

  *head(): Iterable<Piece> {
    const head = headOf(this.identity, 'Batch', this.updated);
    if (this.gzip) this.gzip.text(head);
    else yield head;
  }

  part(plan: ReleasePlan, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Piece> {
    return batchEntries(plan, addresses, this.#written, pages, this.gzip);
  }

  *tail(): Iterable<Piece> {
    yield this.gzip ? endOf(this.gzip) : FEED_TAIL;
  }
}
