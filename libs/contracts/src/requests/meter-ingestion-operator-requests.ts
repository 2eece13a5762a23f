import type { ServiceKind } from '../events/meter-ingestion-events.js';
import type { MissingReadings } from './missing-readings.js';
import type { ServiceName } from '../subjects.js';

/** Received beside expected readings of one channel, over the local days asked for. Register reads have no expected number. */
export interface ExpectedChannel {
  /** As `readingTypeKeyText` writes it. */
  readonly channel: string;
  /** Seconds; 0 for register reads. */
  readonly intervalLength: number;
  readonly expected: number | null;
  readonly received: number;
  /** The days on which readings are missing. */
  readonly gaps: ReadonlyArray<{ readonly day: string; readonly expected: number; readonly received: number }>;
  /** Each of them with its reason, and the intervals for which no meter was in place, by day. */
  readonly missing: readonly MissingReadings[];
  /** End of the newest reading with a value (of a register: its moment), seconds since 1970-01-01 UTC; null when there is none. */
  readonly newestEnd: number | null;
  /** Seconds from then to now. */
  readonly age: number | null;
}

/** complete: nothing is missing · gaps: some readings are · overdue: the newest reading is too old · never: none has come. */
export type ExpectedState = 'complete' | 'gaps' | 'overdue' | 'never';

/** What should have come of a service, and what has. */
export interface ExpectedService {
  readonly usagePointId: string;
  readonly servicePointNumber: string;
  readonly serviceKind: ServiceKind;
  readonly timeZone: string;
  /** Installed in the days asked for. */
  readonly meterNumbers: readonly string[];
  readonly fromDay: string;
  readonly toDay: string;
  readonly state: ExpectedState;
  readonly channels: readonly ExpectedChannel[];
}

/** What an id that an operator typed stands for. Identifiers only: no name, address or e-mail. */
export interface FoundById {
  readonly matched: 'meter' | 'service-point' | 'account' | 'agreement' | 'customer' | 'usage-point' | 'import' | 'file-digest';
  /** Of a file: its import. */
  readonly importId: string | null;
  readonly usagePointId: string | null;
  readonly servicePointNumber: string | null;
  readonly serviceKind: ServiceKind | null;
  readonly meters: ReadonlyArray<{ readonly meterNumber: string; readonly from: number; readonly to: number | null }>;
  readonly agreements: ReadonlyArray<{
    readonly agreementNumber: string;
    readonly accountNumber: string;
    readonly customerNumber: string;
    readonly from: number;
    readonly to: number | null;
  }>;
}

/** What the operator's pages ask. */
export interface MeterIngestionOperatorRequests {
  /** Services with a meter, by service point number; `next` is the `after` of the next page. `days`: 1 to 31 whole local days before now. */
  'meter-ingestion.list-expected': {
    request: { readonly after: string; readonly limit: number; readonly days: number; readonly onlyIncomplete: boolean };
    reply: { readonly services: readonly ExpectedService[]; readonly next: string | null };
  };
  /** Exact match on any identifier; empty when nothing has it. */
  'meter-ingestion.find-by-id': { request: { readonly id: string }; reply: { readonly found: readonly FoundById[] } };
}

export const METER_INGESTION_OPERATOR_CALLERS: Record<keyof MeterIngestionOperatorRequests, readonly ServiceName[]> = {
  'meter-ingestion.list-expected': ['portal'],
  'meter-ingestion.find-by-id': ['portal'],
};
