/** Spans of one IntervalBlock that the scope grammar knows (ESPI 4.0, `BlockDuration`). */
export const BLOCK_DURATIONS = ['billingPeriod', 'daily', 'monthly', 'seasonal', 'weekly'] as const;
export type BlockDuration = (typeof BLOCK_DURATIONS)[number];

/** Data sets as PG&E names them in its extension `AdditionalScope=Usage_Billing_Basic_Account_ProgramEnrollment`, in its order. */
export const ADDITIONAL_SCOPES = ['Usage', 'Billing', 'Basic', 'Account', 'ProgramEnrollment'] as const;
export type AdditionalScope = (typeof ADDITIONAL_SCOPES)[number];

/** A term of the scope that this standard edition does not name, kept as it was written. */
export interface AdditionalTerm {
  readonly key: string;
  readonly value: string;
}

/** An ESPI scope string, taken apart. A field that is absent was not stated, which means "not narrowed by it". */
export interface EspiScope {
  /** Function block numbers, ascending, without duplicates, at least one. */
  readonly functionBlocks: readonly number[];
  /** PG&E's extension: which data sets are asked for; in the order of ADDITIONAL_SCOPES, without duplicates, at least one. */
  readonly additionalScopes?: readonly AdditionalScope[];
  /** Seconds, or a named period such as `billingPeriod`; ascending, numbers first. */
  readonly intervalDurations?: readonly (number | string)[];
  readonly blockDuration?: BlockDuration;
  /**
   * Seconds. The standard disputes the unit (notes: seconds at Hydro One, months at PG&E); the grammar says seconds, so
   * that is what is read and written here.
   */
  readonly historyLength?: number;
  readonly subscriptionFrequency?: string;
  /** Number of accounts or agreements. */
  readonly accountCollection?: number;
  /** Bulk id, to use in `/Batch/Bulk/{id}`. */
  readonly bulkId?: string;
  /** Terms that are not of the standard (PG&E's `dataCustodianId`, …), in the order written. */
  readonly additional: readonly AdditionalTerm[];
}

/** What is wrong with a scope; `reason` is fit for an OAuth `error_description`. */
export class ScopeError extends Error {
  override readonly name = 'ScopeError';
  constructor(
    /** The term at fault, as it was written, or the whole text when no single term is. */
    readonly term: string,
    readonly reason: string,
  ) {
    super(`scope: ${reason}`);
  }
}
