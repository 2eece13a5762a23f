import type { FastifyRequest } from 'fastify';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { GzipFeed } from '../feed/feed-document.js';
import { lastUpdate, renderResource, type FeedIdentity, type Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import type { ResourceRequest } from '../release/resource-request.js';
import { billsCsv, billsJson } from './bill-faces.js';
import { chooseFace } from './choose-face.js';
import type { FaceName } from './face-name.js';
import { faceWriter } from './face-writer.js';

/** The form in which a request wants its answer. A Batch has all of them, bills have JSON and CSV, everything else is a feed only. */
export function faceOf({ shape }: ResourceRequest, { headers }: Pick<FastifyRequest, 'headers'>): FaceName {
  if (shape === 'Batch') return chooseFace(headers.accept);
  return shape === 'UsageSummary' ? chooseFace(headers.accept, ['json', 'csv']) : 'atom';
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
  if (asked.shape === 'UsageSummary') return yield* face === 'json' ? billsJson(plan, addresses, identity) : billsCsv(plan, addresses);
  const writer = faceWriter(face, identity, lastUpdate(plan));
  yield* writer.head();
  yield* writer.part(plan, addresses, pages);
  yield* writer.tail();
}
