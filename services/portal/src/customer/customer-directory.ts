import type { ServiceView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Injectable } from '@nestjs/common';
import { DEFAULT_TIME_ZONE } from '../html/local-time.js';
import type { Identity } from '../session/accounts.js';

/** A signed-in customer with the services of theirs that meter-ingestion knows. */
export interface Customer {
  readonly customerId: string;
  readonly services: readonly ServiceView[];
  /** Zone in which times are shown: that of the first service. */
  readonly timeZone: string;
}

/** Looks customers up where they are kept; nothing of them is stored here. */
@Injectable()
export class CustomerDirectory {
  constructor(private readonly requests: RequestClient) {}

  /**
   * Undefined for an account that is no customer's. Present services come first.
   * @throws ProblemError `unknown-customer`, `unavailable`
   */
  async of(account: Identity): Promise<Customer | undefined> {
    const customerId = account.customerId ?? (await this.#byNumber(account.customerNumber));
    if (customerId === undefined) return undefined;
    const { services } = await this.requests.request('meter-ingestion.list-services', { customerId });
    const ordered = [...services].sort((a, b) => Number(a.to !== null) - Number(b.to !== null));
    return { customerId, services: ordered, timeZone: ordered[0]?.timeZone ?? DEFAULT_TIME_ZONE };
  }

  async #byNumber(customerNumber: string | undefined): Promise<string | undefined> {
    if (customerNumber === undefined) return undefined;
    return (await this.requests.request('meter-ingestion.find-customer', { customerNumber })).customerId;
  }
}
