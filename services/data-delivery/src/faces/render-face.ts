import type { FastifyRequest } from 'fastify';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { GzipFeed } from '../feed/feed-document.js';
import { lastUpdate, renderResource, type FeedIdentity, type Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import type { ResourceRequest } from '../release/resource-request.js';
import { chooseFace } from './choose-face.js';
import type { FaceName } from './face-name.js';
import { faceWriter } from './face-writer.js';

/** The form in which a request wants its answer. Single resources and collections are feeds only. */
export function faceOf({ shape }: ResourceRequest, request: Pick<FastifyRequest, 'headers'>): FaceName {
  return shape === 'Batch' ? chooseFace(request.headers.accept) : 'atom';
}

/** Renders a plan in the form that was asked for. The same plan always gives the same bytes. */
export async function* renderFace(
  plan: ReleasePlan,
  asked: ResourceRequest,
  identity: FeedIdentity,
  addresses: FeedAddresses,
  pages: BlockPages,
  gzip?: GzipFeed,
): AsyncGenerator<Piece> {
  const { face = 'atom' } = asked;
  if (face === 'atom') return yield* renderResource(plan, asked, identity, addresses, pages, gzip);
  const writer = faceWriter(face, identity, lastUpdate(plan));
  yield* writer.head();
  yield* writer.part(plan, addresses, pages);
  yield* writer.tail();
}
