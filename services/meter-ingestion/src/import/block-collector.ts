import { type BatchedBlock, type ReadingTypeKey, readingTypeKeyText } from '@greenledger/contracts';
import { OpenBlock } from './open-block.js';
import type { PlacedReadings } from './place-line.js';

/** Blocks of one file time: the data of one PackedBlocksImported event. */
export interface Batch {
  readonly fileTime: number;
  readonly blocks: readonly BatchedBlock[];
}

/** Bytes of a packed block beside its readings, and of a reading in it: upper estimates of what is usual. */
const BLOCK_BYTES = 40;
const READING_BYTES = 3;
/**
 * Bytes of a batch. Small enough that parsing, committing, carrying and projecting work side by side, large enough that a commit
 * is worth its while; as base64 far below the 1 MB of a NATS message.
 */
const MOST_BATCH_BYTES = 150_000;

/** Gathers readings into one block per usage point, channel and local day, until there are enough for a batch. */
export class BlockCollector {
  readonly #open = new Map<number, Map<string, OpenBlock>>();
  #bytes = 0;

  get isFull(): boolean {
    return this.#bytes >= MOST_BATCH_BYTES;
  }

  /** Whether readings contradict what is gathered: both values must then go out, one batch after the other. */
  contradicts(fileTime: number, readingType: ReadingTypeKey, placed: readonly PlacedReadings[]): boolean {
    const blocks = this.#open.get(fileTime);
    if (!blocks) return false;
    const type = readingTypeKeyText(readingType);
    return placed.some(({ usagePointId, day, readings }) => blocks.get(`${usagePointId} ${type} ${day}`)?.contradicts(readings) === true);
  }

  add(fileTime: number, readingType: ReadingTypeKey, placed: readonly PlacedReadings[]): void {
    const type = readingTypeKeyText(readingType);
    let blocks = this.#open.get(fileTime);
    if (!blocks) this.#open.set(fileTime, (blocks = new Map()));
    for (const { usagePointId, day, readings } of placed) {
      const key = `${usagePointId} ${type} ${day}`;
      let block = blocks.get(key);
      if (!block) {
        blocks.set(key, (block = new OpenBlock(usagePointId, readingType, day)));
        this.#bytes += BLOCK_BYTES;
      }
      block.add(readings);
      this.#bytes += readings.length * READING_BYTES;
    }
  }

  /** Gives out what was gathered, as batches that each fit into one event, and starts anew. */
  take(): { readonly batches: readonly Batch[]; readonly readings: number } {
    let readings = 0;
    const batches: Batch[] = [];
    for (const [fileTime, blocks] of this.#open) {
      let batch: BatchedBlock[] = [];
      let bytes = 0;
      for (const block of blocks.values()) {
        const packed = block.pack();
        readings += block.size;
        const size = BLOCK_BYTES + packed.bytes.length;
        if (batch.length > 0 && bytes + size > MOST_BATCH_BYTES) {
          batches.push({ fileTime, blocks: batch });
          [batch, bytes] = [[], 0];
        }
        batch.push(packed);
        bytes += size;
      }
      batches.push({ fileTime, blocks: batch });
    }
    this.#open.clear();
    this.#bytes = 0;
    return { batches, readings };
  }
}
