import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { WholeFeed } from '../feed/feed-document.js';
import type { FeedIdentity, Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import { AtomFace } from './atom-face.js';
import { FACES, type FaceName } from './face-name.js';
import { JsonFace } from './json-face.js';
import { ParquetFace } from './parquet-face.js';
import { CsvFace, NdjsonFace } from './row-faces.js';

/**
 * Writes one document in one form: a head, the parts of any number of authorizations in turn, a tail. The same plans always
 * give the same bytes.
 */
export interface FaceWriter {
  head(): Iterable<Piece>;
  part(plan: ReleasePlan, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Piece>;
  tail(): Iterable<Piece>;
}

/** Renderers of tables without times of use and costs. */
const UNMARKED = ['csv/1', 'ndjson/1', 'parquet/1'];
/** Those whose words had no quotes where they hold a comma. */
const UNQUOTED = ['csv/1', 'csv/2'];

/**
 * @param updated of the whole document, seconds since 1970-01-01 UTC; only the feed shows it
 * @param into what the feed, which alone can be, is written to as a whole: its pieces then do not end with the parts
 * @param renderer as a release record names it, to write again what was sent then; the present one when left out
 */
export function faceWriter(
  face: FaceName,
  identity: FeedIdentity,
  updated: number,
  into?: WholeFeed,
  renderer = FACES[face].renderer,
): FaceWriter {
  const marked = !UNMARKED.includes(renderer);
  switch (face) {
    case 'atom':
      return new AtomFace(identity, updated, into);
    case 'json':
      return new JsonFace(identity);
    case 'csv':
      return new CsvFace(marked, !UNQUOTED.includes(renderer));
    case 'ndjson':
      return new NdjsonFace(marked);
    case 'parquet':
      return new ParquetFace(marked);
  }
}
