import { FEED_TAIL } from '@greenledger/espi';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import { batchEntries, headOf, type FeedIdentity, type Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import type { FaceWriter } from './face-writer.js';

/** The ESPI feed, by the renderer of the feeds. */
export class AtomFace implements FaceWriter {
  readonly #written = new Set<string>();

  constructor(
    private readonly identity: FeedIdentity,
    private readonly updated: number,
  ) {}

  *head(): Iterable<Piece> {
    yield headOf(this.identity, 'Batch', this.updated);
  }

  part(plan: ReleasePlan, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Piece> {
    return batchEntries(plan, addresses, this.#written, pages);
  }

  *tail(): Iterable<Piece> {
    yield FEED_TAIL;
  }
}
