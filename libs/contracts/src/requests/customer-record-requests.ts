import type { DataSet } from '../data-sets.js';
import type { ServiceKind } from '../events/meter-ingestion-events.js';
import type { Period } from '../period.js';
import type { ServiceName } from '../subjects.js';

/** A moment in seconds since 1970-01-01 UTC at which a record last changed stands in `changedAt`. */
interface Dated {
  readonly changedAt: number;
}

export interface MeterRecord extends Dated {
  readonly meterId: string;
  readonly meterNumber: string;
  /** When it was installed; its removal only where that fell into the holder's own period. */
  readonly installedAt: number;
  readonly removedAt: number | null;
}

export interface RateRecord {
  readonly tariff: string;
  /** Cut to the holder's own period. */
  readonly period: Period;
}

export interface ProgramRecord extends Dated {
  readonly programId: string;
  readonly code: string;
  readonly name: string;
  readonly status: 'enrolled' | 'unenrolled' | 'enrolledPending';
  readonly period: Period;
  readonly caisoResourceId: string | null;
  readonly caisoLocationId: string | null;
}

/** A bill as a document; its content is in the usage summaries. */
export interface StatementRecord extends Dated {
  readonly statementId: string;
  readonly issuedAt: number;
}

/** A service of the customer. What a data set does not cover is null or empty. */
export interface AgreementRecord extends Dated {
  readonly agreementId: string;
  readonly usagePointId: string;
  readonly serviceKind: ServiceKind;
  /** Whole with the data set `account`, else masked (`••••4821`). */
  readonly agreementNumber: string;
  /** The holder's own period; only with `account`. */
  readonly period: Period | null;
  /** Only with `basic`. */
  readonly address: string | null;
  readonly postcode: string | null;
  /** Only with `account`. */
  readonly meters: readonly MeterRecord[];
  /** Only with `billing`. */
  readonly rates: readonly RateRecord[];
  /** Only with `programEnrollment`. */
  readonly programs: readonly ProgramRecord[];
}

export interface AccountRecord extends Dated {
  readonly accountId: string;
  /** Only with `account`. */
  readonly accountNumber: string | null;
  readonly agreements: readonly AgreementRecord[];
  /** Only with `billing`. */
  readonly statements: readonly StatementRecord[];
  /** Of the newest statement, 1/100000 of the currency; only with `billing`. */
  readonly lastBillAmount: number | null;
}

/** What may be released of one customer at some usage points: nothing of any other holder of them. Personal data. */
export interface CustomerRecord extends Dated {
  /** Only with `basic`. */
  readonly name: string | null;
  /** A word of ESPI CustomerKind; only with `basic`. */
  readonly kind: string | null;
  /** Random, of this customer: goes into the digests of what is released, and is erased with the customer. */
  readonly digestSalt: string;
  readonly accounts: readonly AccountRecord[];
}

export interface CustomerRecordRequests {
  /** `unknown-customer` when there is none. Agreements whose dates lie outside `period` are left out. */
  'meter-ingestion.read-customer-record': {
    request: {
      readonly customerId: string;
      readonly usagePointIds: readonly string[];
      readonly dataSets: readonly DataSet[];
      readonly period: Period;
    };
    reply: CustomerRecord;
  };
}

/** Who may ask for it: the one service that records a release before it sends anything. */
export const CUSTOMER_RECORD_CALLERS: Record<keyof CustomerRecordRequests, readonly ServiceName[]> = {
  'meter-ingestion.read-customer-record': ['data-delivery'],
};
