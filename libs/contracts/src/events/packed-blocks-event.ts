import type { DomainEvent } from '../log-entry.js';

/**
 * A batch of blocks of one import, packed. Later file times win, interval by interval. An event of its own beside
 * `ReadingBlocksImported`, so that a reader which does not know it stops rather than take an empty batch.
 */
export type PackedBlocksImported = DomainEvent<
  'PackedBlocksImported',
  {
    readonly importId: string;
    /** 0-based inside the import. */
    readonly batch: number;
    /** The sender's time stamp of the data, seconds since 1970-01-01 UTC: decides which version is newer. */
    readonly fileTime: number;
    /** Base64 of what `packBatch` gives. */
    readonly packed: string;
  }
>;
