import { type ImportedBlock, packBlock, type Reading, type ReadingTypeKey, readingTypeKeyText } from '@greenledger/contracts';
import type { PlacedReadings } from './place-line.js';

interface OpenBlock {
  readonly usagePointId: string;
  readonly readingType: ReadingTypeKey;
  readonly day: string;
  readonly byStart: Map<number, Reading>;
}

/** Blocks of one file time: the data of one ReadingBlocksImported event. */
export interface Batch {
  readonly fileTime: number;
  readonly blocks: readonly ImportedBlock[];
}

/** JSON of a block without its packed readings, and of a reading in it: upper estimates. */
const BLOCK_BYTES = 320;
const READING_BYTES = 8;
/** Far below the 1 MB of a NATS message, with room for the envelope. */
const MOST_BATCH_BYTES = 400_000;

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
    return placed.some(({ usagePointId, day, readings }) => {
      const block = blocks.get(`${usagePointId} ${type} ${day}`);
      return block !== undefined && readings.some((reading) => differs(block.byStart.get(reading.start), reading));
    });
  }

  add(fileTime: number, readingType: ReadingTypeKey, placed: readonly PlacedReadings[]): void {
    const type = readingTypeKeyText(readingType);
    let blocks = this.#open.get(fileTime);
    if (!blocks) this.#open.set(fileTime, (blocks = new Map()));
    for (const { usagePointId, day, readings } of placed) {
      const key = `${usagePointId} ${type} ${day}`;
      let block = blocks.get(key);
      if (!block) {
        blocks.set(key, (block = { usagePointId, readingType, day, byStart: new Map() }));
        this.#bytes += BLOCK_BYTES;
      }
      for (const reading of readings) block.byStart.set(reading.start, reading);
      this.#bytes += readings.length * READING_BYTES;
    }
  }

  /** Gives out what was gathered, as batches that each fit into one event, and starts anew. */
  take(): { readonly batches: readonly Batch[]; readonly readings: number } {
    let readings = 0;
    const batches: Batch[] = [];
    for (const [fileTime, blocks] of this.#open) {
      let batch: ImportedBlock[] = [];
      let bytes = 0;
      for (const block of blocks.values()) {
        const packed = pack(block);
        readings += block.byStart.size;
        const size = BLOCK_BYTES + packed.block.length;
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

function differs(a: Reading | undefined, b: Reading): boolean {
  return a !== undefined && (a.value !== b.value || a.quality !== b.quality);
}

function pack({ usagePointId, readingType, day, byStart }: OpenBlock): ImportedBlock {
  const readings = [...byStart.values()].sort((a, b) => a.start - b.start);
  const bytes = packBlock({ intervalLength: readingType.intervalLength, readings });
  return { usagePointId, readingType, day, block: Buffer.from(bytes).toString('base64') };
}
