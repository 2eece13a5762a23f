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

/** A block of a batch as it arrived. */
export interface ArrivedBlock {
  readonly usagePointId: string;
  readonly readingTypeKey: string;
  readonly day: string;
  /** Seconds. */
  readonly intervalLength: number;
  readonly bytes: Uint8Array;
  /** Readings, and the starts of the first and last one. */
  readonly count: number;
  readonly start: number;
  readonly lastStart: number;
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
  const { count, starts } = columns;
  return {
    usagePointId,
    readingTypeKey: readingTypeKeyText(readingType),
    day,
    intervalLength: readingType.intervalLength,
    bytes,
    count,
    start: starts[0]!,
    lastStart: starts[count - 1]!,
    readings: () => unpackBlock(bytes).readings,
  };
}
