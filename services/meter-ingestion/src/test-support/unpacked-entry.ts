import { type LogEntry, type PackedBlocksImported, readBatch, type ReadingBlocksImported } from '@greenledger/contracts';

/** An entry with packed blocks as a `ReadingBlocksImported`, which a test can read; any other as it is. */
export function unpackedEntry(entry: LogEntry): LogEntry {
  if (entry.type !== 'PackedBlocksImported') return entry;
  const { packed, ...batch } = entry.data as PackedBlocksImported['data'];
  const blocks = readBatch(Buffer.from(packed, 'base64')).map(({ bytes, ...block }) => ({
    ...block,
    block: Buffer.from(bytes).toString('base64'),
  }));
  const data: ReadingBlocksImported['data'] = { ...batch, blocks };
  return { ...entry, type: 'ReadingBlocksImported', data };
}
