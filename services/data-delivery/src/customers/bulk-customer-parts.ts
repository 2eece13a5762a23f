import { Injectable } from '@nestjs/common';
import { ProblemError, type AuthorizationView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import { isByFormerTerms } from '../bulk/former-terms.js';
import { AccessLog } from '../release/access-log.js';
import { Paging } from '../release/paging.js';
import type { CustomerFaceName } from './customer-faces.js';
import { CustomerReleases, type LoadedCustomer, type PreparedCustomerRelease } from './customer-releases.js';
import { CUSTOMER_BULK_PART } from './customer-request.js';

/** Customers that are fetched and recorded at the same time: bounds the memory of a feed, and the load of meter-ingestion. */
const BATCH = 16;

/** The parts of a bulk feed of customer records, one authorization each, every one recorded before it is given out. */
@Injectable()
export class BulkCustomerParts {
  constructor(
    private readonly releases: CustomerReleases,
    private readonly accessLog: AccessLog,
    private readonly requests: RequestClient,
  ) {}

  /**
   * Gives recorded parts in order. A part that is refused, or whose customer is erased, is left out; the others go on. Each
   * part that is given out has begun in the access log: who takes it notes its end.
   * @throws ProblemError the refusal when every part is refused; `unavailable` when a release cannot be recorded
   */
  async *recorded(
    views: readonly AuthorizationView[],
    token: ActiveToken,
    query: FeedQuery,
    face: CustomerFaceName = 'atom',
  ): AsyncGenerator<PreparedCustomerRelease[]> {
    const paging = new Paging(query);
    let given = 0;
    let refusal: ProblemError | undefined;
    for (let from = 0; from < views.length; from += BATCH) {
      const loaded = await settled(views.slice(from, from + BATCH), (authorization) => {
        const { thirdPartyId, clientId } = token;
        return this.releases.load({ thirdPartyId, clientId, authorization });
      });
      if (loaded.failure) throw loaded.failure;
      const selected = loaded.done
        .map((customer: LoadedCustomer) => this.releases.select(customer, CUSTOMER_BULK_PART, query, paging, face))
        .filter(({ entries }) => entries.length > 0);
      const recorded = await settled(selected, (part) => this.#record(part, query, paging, face));
      refusal ??= loaded.refusal ?? recorded.refusal;
      given += recorded.done.length;
      await this.accessLog.begin(...recorded.done.map(({ release }) => release));
      if (recorded.failure) {
        await this.accessLog.endUnsent(recorded.done.map(({ release }) => release));
        throw recorded.failure;
      }
      if (recorded.done.length > 0) yield recorded.done;
    }
    paging.finish();
    if (given === 0 && refusal) throw refusal;
  }

  /**
   * Has a part recorded. One whose terms changed since the list was read would be missing from a feed that says it is whole: it is loaded
   * anew, once. On a page its entries are counted already; there it is left out.
   */
  async #record(part: PreparedCustomerRelease, query: FeedQuery, paging: Paging, face: CustomerFaceName): Promise<PreparedCustomerRelease> {
    try {
      await this.releases.record(part);
      return part;
    } catch (error) {
      if (paging.pages || !(error instanceof ProblemError) || !isByFormerTerms(error.members.reason)) throw error;
      const { recipient } = part.customer;
      const { authorizationId } = recipient.authorization;
      const authorization = await this.requests.request('authorization.get-authorization', { authorizationId });
      const customer = await this.releases.load({ ...recipient, authorization });
      const anew = this.releases.select(customer, CUSTOMER_BULK_PART, query, paging, face);
      if (anew.entries.length === 0) throw error;
      await this.releases.record(anew);
      return anew;
    }
  }
}

interface Outcome<T> {
  readonly done: T[];
  readonly refusal: ProblemError | undefined;
  readonly failure: Error | undefined;
}

/** Does the same for many: what a rule refuses is apart from what failed. */
async function settled<I, T>(items: readonly I[], act: (item: I) => Promise<T>): Promise<Outcome<T>> {
  const outcomes = await Promise.allSettled(items.map(act));
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
  const isRefusal = (error: Error): error is ProblemError =>
    error instanceof ProblemError && (error.code === 'release-refused' || error.code === 'not-found');
  return {
    done: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    refusal: errors.find(isRefusal),
    failure: errors.find((error) => !isRefusal(error)),
  };
}
