import type { ServiceKind } from '@greenledger/contracts';
import type { NewId } from './customer-identities.js';

export interface KnownCustomer {
  readonly id: string;
  readonly number: string;
  name: string;
  email: string | null;
  locale: string;
  kind: string | null;
  phone: string | null;
  mailingAddress: string | null;
}

export interface KnownAccount {
  readonly id: string;
  number: string;
  readonly customer: KnownCustomer;
}

export interface KnownServicePoint {
  readonly id: string;
  readonly number: string;
  readonly kind: ServiceKind;
  address: string;
  postcode: string;
  timeZone: string;
  tariff: string | null;
  voltageClass: string | null;
}

export interface KnownAgreement {
  readonly id: string;
  readonly number: string;
  readonly servicePoint: KnownServicePoint;
  account: KnownAccount;
  from: number;
  to: number | null;
}

export interface KnownMeter {
  readonly number: string;
  readonly servicePoint: KnownServicePoint;
  readonly from: number;
  to: number | null;
}

/**
 * What is known of everybody that a step of an extract speaks of: read once, judged and changed row by row in memory, written
 * back once. The members of `changed` are new or differ from what was read.
 */
export class KnownCustomers {
  readonly customers = new Map<string, KnownCustomer>();
  readonly accounts = new Map<string, KnownAccount>();
  readonly servicePoints = new Map<string, KnownServicePoint>();
  readonly #agreementsByNumber = new Map<string, KnownAgreement[]>();
  readonly #agreementsByPlace = new Map<string, KnownAgreement[]>();
  readonly #meters = new Map<string, KnownMeter[]>();
  readonly changed = {
    customers: new Set<KnownCustomer>(),
    accounts: new Set<KnownAccount>(),
    renumbered: new Set<KnownAccount>(),
    servicePoints: new Set<KnownServicePoint>(),
    agreements: new Set<KnownAgreement>(),
    meters: new Set<KnownMeter>(),
  };

  /** @param newId of customers and service points that are not known yet */
  constructor(readonly newId: NewId) {}

  agreementsNumbered(number: string): readonly KnownAgreement[] {
    return this.#agreementsByNumber.get(number) ?? [];
  }

  agreementsAt(servicePointNumber: string): readonly KnownAgreement[] {
    return this.#agreementsByPlace.get(servicePointNumber) ?? [];
  }

  metersNumbered(number: string): readonly KnownMeter[] {
    return this.#meters.get(number) ?? [];
  }

  addAgreement(agreement: KnownAgreement): void {
    push(this.#agreementsByNumber, agreement.number, agreement);
    push(this.#agreementsByPlace, agreement.servicePoint.number, agreement);
  }

  addMeter(meter: KnownMeter): void {
    push(this.#meters, meter.number, meter);
  }
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
