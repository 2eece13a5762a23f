import { Injectable } from '@nestjs/common';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import type { ResourceRequest } from '../release/resource-request.js';
import { chooseCoding, encode, type ContentCoding } from './content-coding.js';
import { GzipFeed } from './feed-document.js';
import type { Piece } from './render-feed.js';
import { gather } from './send-chunks.js';

/** How one answer is coded. */
export interface ChosenCoding {
  readonly coding: ContentCoding;
  /** Whether its pieces are written by a `GzipFeed`, not compressed afterwards. */
  readonly synthesized: boolean;
}

/** Chooses the coding of an answer: Batches as feeds, which are what is large, are compressed while they are written. */
@Injectable()
export class FeedCoding {
  constructor(private readonly configuration: DataDeliveryConfiguration) {}

  /** @param compressible false: the form packs itself */
  choose(asked: Pick<ResourceRequest, 'shape' | 'single' | 'face'>, compressible: boolean, header: string | undefined): ChosenCoding {
    if (!compressible) return { coding: 'identity', synthesized: false };
    const isFeed = asked.shape === 'Batch' && !asked.single && (asked.face ?? 'atom') === 'atom';
    const synthesizable = isFeed && this.configuration.FEED_GZIP_LEVEL === 0;
    const coding = chooseCoding(header, synthesizable);
    return { coding, synthesized: synthesizable && coding === 'gzip' };
  }

  /** What the pieces of the answer are to be written by, to be closed when it has ended; undefined: they are text. */
  open({ synthesized }: ChosenCoding): GzipFeed | undefined {
    return synthesized ? new GzipFeed() : undefined;
  }

  /** The chunks to be sent of the pieces of an answer. */
  chunks(pieces: AsyncGenerator<Piece>, { coding, synthesized }: ChosenCoding): AsyncGenerator<Buffer> {
    if (synthesized || coding === 'identity') return gather(pieces, { reuse: true });
    return encode(gather(pieces), coding, this.configuration.FEED_GZIP_LEVEL || 1);
  }
}
