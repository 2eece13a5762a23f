import type { DomainEvent } from '../log-entry.js';

/** A batch that a company asked for is ready: `resources` are the absolute URIs that give it, for the BatchList. */
export type BatchPrepared = DomainEvent<
  'BatchPrepared',
  {
    readonly jobId: string;
    readonly thirdPartyId: string;
    readonly resources: readonly string[];
    /** The word that ties request, notification and result; since version 2. */
    readonly correlationId?: string;
    /** The label that the company gave its request (`x-transaction`), if any; since version 2. */
    readonly transaction?: string;
  }
>;
