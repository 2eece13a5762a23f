import { type BatchedBlock, type ReadingTypeKey, readingTypeKeyText, VarintWriter } from '@greenledger/contracts';
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
  /** The text of the reading type that came last: lines of one kind follow each other and share the object. */
  #type: { readonly key: ReadingTypeKey; readonly text: string } | undefined;

  get isFull(): boolean {
    return this.#bytes >= MOST_BATCH_BYTES;
  }

  /** Whether readings contradict what is gathered: `add` would not take them. */
  contradicts(fileTime: number, readingType: ReadingTypeKey, placed: readonly PlacedReadings[]): boolean {
    const blocks = this.#open.get(fileTime);
    if (!blocks) return false;
    const type = this.#textOf(readingType);
    return placed.some(({ usagePointId, day, readings }) => blocks.get(`${usagePointId} ${type} ${day}`)?.contradicts(readings) === true);
  }

  /** @returns false when readings contradict what is gathered; nothing is taken then: both values must go out, one batch after the other. */
  add(fileTime: number, readingType: ReadingTypeKey, placed: readonly PlacedReadings[]): boolean {
    const type = this.#textOf(readingType);
    let blocks = this.#open.get(fileTime);
    if (!blocks) this.#open.set(fileTime, (blocks = new Map()));
    const targets: OpenBlock[] = [];
    for (const { usagePointId, day, readings } of placed) {
      const key = `${usagePointId} ${type} ${day}`;
      let block = blocks.get(key);
      if (block?.contradicts(readings)) return false;
      if (!block) {
        blocks.set(key, (block = new OpenBlock(usagePointId, readingType, day)));
        this.#bytes += BLOCK_BYTES;
      }
      targets.push(block);
    }
    for (const [i, { readings }] of placed.entries()) {
      targets[i]!.add(readings);
      this.#bytes += ('step' in readings ? readings.count : readings.length) * READING_BYTES;
    }
    return true;
  }

  #textOf(key: ReadingTypeKey): string {
    if (this.#type?.key !== key) this.#type = { key, text: readingTypeKeyText(key) };
    return this.#type.text;
  }

  /** Gives out what was gathered, as batches that each fit into one event, and starts anew. */
  take(): { readonly batches: readonly Batch[]; readonly readings: number } {
    let readings = 0;
    const batches: Batch[] = [];
    const memory = new VarintWriter(MOST_BATCH_BYTES);
    for (const [fileTime, blocks] of this.#open) {
      let batch: BatchedBlock[] = [];
      let bytes = 0;
      for (const block of blocks.values()) {
        // Made for a line that contradicted another day's block: nothing was put into it.
        if (block.size === 0) continue;
        const packed = block.pack(memory);
        readings += block.size;
        const size = BLOCK_BYTES + packed.bytes.length;
        if (batch.length > 0 && bytes + size > MOST_BATCH_BYTES) {
          batches.push({ fileTime, blocks: batch });
          [batch, bytes] = [[], 0];
        }
        batch.push(packed);
        bytes += size;
      }
      if (batch.length > 0) batches.push({ fileTime, blocks: batch });
    }
    this.#open.clear();
    this.#bytes = 0;
    return { batches, readings };
  }
}
