import type { FaceName } from '../faces/face-name.js';

/** What a request for released data asks for, as far as its path tells. */
export interface ResourceRequest {
  /** As the release record names it: `{id}` stands for ids, for example `Subscription/UsagePoint/{id}/MeterReading`. */
  readonly name: string;
  /** What the entries are: `Batch` is all of them in one feed. */
  readonly shape: 'Batch' | 'UsagePoint' | 'MeterReading' | 'IntervalBlock' | 'UsageSummary' | 'ElectricPowerQualitySummary';
  /** One entry as a document of its own, or a feed. */
  readonly single: boolean;
  /** The form of the answer; a feed when absent. Only a Batch has others. */
  readonly face?: FaceName | undefined;
  /** Path ids. */
  readonly usagePoint?: string | undefined;
  readonly meterReading?: string | undefined;
  readonly intervalBlock?: string | undefined;
  readonly usageSummary?: string | undefined;
  readonly powerQuality?: string | undefined;
}

/** Everything of one authorization. */
export const BATCH: ResourceRequest = { name: 'Batch/Subscription', shape: 'Batch', single: false };

/** One authorization's part of a bulk feed. */
export const BULK_PART: ResourceRequest = { name: 'Batch/Bulk', shape: 'Batch', single: false };
