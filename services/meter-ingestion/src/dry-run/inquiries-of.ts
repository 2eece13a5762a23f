import type { ImportedBlock } from '@greenledger/contracts';
import type { Batch } from '../import/block-collector.js';

/** JSON of a block without its readings: an upper estimate. */
const BLOCK_BYTES = 320;
/** Of one request, well below the 1 MB of a NATS message. */
const MOST_BYTES = 400_000;

/** The blocks of a batch as `data-delivery.compare-blocks` takes them, in as many requests as they need. */
export function* inquiriesOf({ blocks }: Batch): Generator<readonly ImportedBlock[], void, undefined> {
  let inquiry: ImportedBlock[] = [];
  let size = 0;
  for (const { bytes, ...block } of blocks) {
    const text = Buffer.from(bytes).toString('base64');
    if (inquiry.length > 0 && size + BLOCK_BYTES + text.length > MOST_BYTES) {
      yield inquiry;
      [inquiry, size] = [[], 0];
    }
    inquiry.push({ ...block, block: text });
    size += BLOCK_BYTES + text.length;
  }
  if (inquiry.length > 0) yield inquiry;
}
