import type { BillingSummaryChanged } from './billing-events.js';
import type { DomainEvent } from '../log-entry.js';
import type { PowerQualitySummaryChanged } from './power-quality-events.js';
import type { ReadingTypeKey } from '../reading-type.js';
import type { TariffCalendarChanged, UsagePointRatesChanged } from './tariff-events.js';
import type { PackedBlocksImported } from './packed-blocks-event.js';

/** ESPI ServiceKind of the UsagePoint: 0 electricity, 1 gas, 2 water. */
export type ServiceKind = 0 | 1 | 2;

export interface Holder {
  readonly customerId: string;
  /** Seconds since 1970-01-01 UTC; the holder sees and shares data of `from <= t < to`. `to: null`: still the holder. */
  readonly from: number;
  readonly to: number | null;
}

/** A usage point became known, or what is known of it changed: always the whole current state. No personal data. */
export type UsagePointChanged = DomainEvent<
  'UsagePointChanged',
  {
    readonly usagePointId: string;
    readonly serviceKind: ServiceKind;
    /** IANA zone of the service location; local days and LocalTimeParameters follow it. */
    readonly timeZone: string;
    /** ESPI UsagePoint status: 0 off, 1 on. */
    readonly status: 0 | 1;
    /** Tariff code as published, for example `E-TOU-C`. */
    readonly tariffProfile: string | null;
    readonly holders: readonly Holder[];
  }
>;

export interface ImportedBlock {
  readonly usagePointId: string;
  readonly readingType: ReadingTypeKey;
  /** Local calendar day `YYYY-MM-DD` in the usage point's time zone that every reading of the block starts in. */
  readonly day: string;
  /** Packed readings, base64: see reading-block. A block may hold a part of its day only. */
  readonly block: string;
}

/** A batch of blocks as earlier releases wrote it; now `PackedBlocksImported`. Later file times win, interval by interval. */
export type ReadingBlocksImported = DomainEvent<
  'ReadingBlocksImported',
  {
    readonly importId: string;
    /** 0-based inside the import. */
    readonly batch: number;
    /** The sender's time stamp of the data (CMEP field 7), seconds since 1970-01-01 UTC: decides which version is newer. */
    readonly fileTime: number;
    readonly blocks: readonly ImportedBlock[];
  }
>;

/** All batches of an import have been appended before this entry. */
export type ImportCompleted = DomainEvent<
  'ImportCompleted',
  { readonly importId: string; readonly batches: number; readonly readings: number }
>;

export type MeterIngestionEvent =
  | UsagePointChanged
  | ReadingBlocksImported
  | PackedBlocksImported
  | ImportCompleted
  | BillingSummaryChanged
  | PowerQualitySummaryChanged
  | TariffCalendarChanged
  | UsagePointRatesChanged;
