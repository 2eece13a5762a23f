import type { MeterIngestionEvent, ServiceKind } from '../events/meter-ingestion-events.js';
import type { LogPage, ReadLog } from './authorization-requests.js';

/** A service as its holder sees it in the portal. Personal data: never leaves the utility's own pages. */
export interface ServiceView {
  readonly usagePointId: string;
  readonly serviceKind: ServiceKind;
  readonly address: string;
  /** Masked, for example `••••4821`. */
  readonly agreementNumber: string;
  readonly accountNumber: string;
  readonly meterNumbers: readonly string[];
  readonly tariff: string | null;
  readonly timeZone: string;
  /** The holder's own period at this usage point, seconds since 1970-01-01 UTC. */
  readonly from: number;
  readonly to: number | null;
}

export interface MeterIngestionRequests {
  /** `unknown-customer` when there is none. */
  'meter-ingestion.find-customer': {
    request: { readonly customerNumber: string };
    reply: { readonly customerId: string; readonly name: string };
  };
  'meter-ingestion.get-contact': {
    request: { readonly customerId: string };
    reply: { readonly name: string; readonly email: string | null; readonly locale: string };
  };
  /** Present and former services of the customer; empty when there are none. */
  'meter-ingestion.list-services': { request: { readonly customerId: string }; reply: { readonly services: readonly ServiceView[] } };
  'meter-ingestion.read-log': { request: ReadLog; reply: LogPage<MeterIngestionEvent> };
}
