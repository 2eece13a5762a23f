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
    if (account.customerNumber === undefined) return undefined;
    const { customerId } = await this.requests.request('meter-ingestion.find-customer', { customerNumber: account.customerNumber });
    const { services } = await this.requests.request('meter-ingestion.list-services', { customerId });
    const ordered = [...services].sort((a, b) => Number(a.to !== null) - Number(b.to !== null));
    return { customerId, services: ordered, timeZone: ordered[0]?.timeZone ?? DEFAULT_TIME_ZONE };
  }
}
