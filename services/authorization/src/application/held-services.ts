import { Inject, Injectable } from '@nestjs/common';
import { ProblemError, type Holding } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { joinPeriods } from '../domain/authorization/index.js';

/** Asks the owner of customer data which usage points a customer holds; nothing of the answer is kept. */
@Injectable()
export class HeldServices {
  constructor(@Inject(RequestClient) private readonly requests: RequestClient) {}

  /**
   * The customer's own periods at each of the usage points.
   * @throws ProblemError `usage-point-not-held` when the customer holds or held not all of them
   */
  async holdings(customerId: string, usagePointIds: readonly string[]): Promise<readonly Holding[]> {
    const { services } = await this.requests.request('meter-ingestion.list-services', { customerId });
    const chosen = [...new Set(usagePointIds)].sort();
    const holdings = chosen.map((usagePointId) => {
      const own = services.filter((service) => service.usagePointId === usagePointId);
      return { usagePointId, periods: joinPeriods(own.map(({ from, to }) => ({ start: from, end: to }))) };
    });
    const foreign = holdings.filter(({ periods }) => periods.length === 0).length;
    if (foreign === 0) return holdings;
    throw new ProblemError(
      'usage-point-not-held',
      `${foreign} of the chosen usage points are not held by the customer; choose among the customer's own`,
    );
  }
}
