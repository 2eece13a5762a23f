import type { Period, ServiceIdentifier } from '@greenledger/contracts';

/** What happens to an authorization without anybody asking for it. `at`: seconds since 1970-01-01 UTC. */
interface Timed {
  readonly at: number;
}

/** The customer data tell other periods of the customer at a usage point. */
export interface RecordHolding extends Timed {
  readonly type: 'recordHolding';
  readonly usagePointId: string;
  /** All periods of this authorization's customer there. */
  readonly periods: readonly Period[];
}

/** The utility numbered an account, agreement or meter anew. */
export interface RecordIdentifierChange extends Timed {
  readonly type: 'recordIdentifierChange';
  readonly usagePointId: string;
  readonly identifier: ServiceIdentifier;
}

/** Asks whether a reminder is due. */
export interface RemindCustomer extends Timed {
  readonly type: 'remindCustomer';
  /** How long before the end the customer is told, seconds. */
  readonly beforeEndSeconds: number;
}

/** Asks whether nothing has been fetched for too long. */
export interface EndUnused extends Timed {
  readonly type: 'endUnused';
  readonly afterSeconds: number;
  /** When data was last released in bulk, which the stream does not tell; seconds since 1970-01-01 UTC. */
  readonly lastUsedAt?: number | undefined;
}

export type LifecycleCommand = RecordHolding | RecordIdentifierChange | RemindCustomer | EndUnused;
