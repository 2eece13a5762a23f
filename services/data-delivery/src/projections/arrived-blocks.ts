import {
  BlockColumns,
  readBatch,
  readingTypeKeyText,
  unpackBlock,
  type LogEntry,
  type PackedBlocksImported,
  type Reading,
  type ReadingBlocksImported,
} from '@greenledger/contracts';

/** A block of a batch as it arrived, with what the read model keeps beside its bytes. */
export interface ArrivedBlock {
  readonly usagePointId: string;
  readonly readingTypeKey: string;
  readonly day: string;
  /** Seconds. */
  readonly intervalLength: number;
  readonly bytes: Uint8Array;
  /** Readings, and those of them that have a value. */
  readonly count: number;
  readonly valueCount: number;
  /** Starts of the first and last reading, and of those with a value. */
  readonly start: number;
  readonly lastStart: number;
  readonly firstValue: number | null;
  readonly lastValue: number | null;
  /** The readings one by one: only for a day that must be merged. */
  readings(): readonly Reading[];
}

/** The blocks of either form of the event, in the order of the batch. @throws RangeError when bytes are no block. */
export function arrivedBlocks({ data }: LogEntry<ReadingBlocksImported> | LogEntry<PackedBlocksImported>): ArrivedBlock[] {
  const columns = new BlockColumns();
  if ('packed' in data) return readBatch(Buffer.from(data.packed, 'base64')).map((block) => measured(block, columns));
  return data.blocks.map(({ block, ...rest }) => measured({ ...rest, bytes: Buffer.from(block, 'base64') }, columns));
}

function measured({ usagePointId, readingType, day, bytes }: ReturnType<typeof readBatch>[number], columns: BlockColumns): ArrivedBlock {
  columns.read(bytes);
  const { count, starts, missing } = columns;
  let [first, last, valueCount] = [-1, -1, 0];
  for (let i = 0; i < count; i++) {
    if (missing[i] === 1) continue;
    if (first < 0) first = i;
    last = i;
    valueCount++;
  }
  return {
    usagePointId,
    readingTypeKey: readingTypeKeyText(readingType),
    day,
    intervalLength: readingType.intervalLength,
    bytes,
    count,
    valueCount,
    start: starts[0]!,
    lastStart: starts[count - 1]!,
    firstValue: first < 0 ? null : starts[first]!,
    lastValue: last < 0 ? null : starts[last]!,
    readings: () => unpackBlock(bytes).readings,
  };
}
