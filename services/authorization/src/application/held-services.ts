import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';

/** Asks the owner of customer data which usage points a customer holds; nothing of the answer is kept. */
@Injectable()
export class HeldServices {
  constructor(@Inject(RequestClient) private readonly requests: RequestClient) {}

  /** @throws ProblemError `usage-point-not-held` when the customer holds or held not all of them */
  async check(customerId: string, usagePointIds: readonly string[]): Promise<void> {
    const { services } = await this.requests.request('meter-ingestion.list-services', { customerId });
    const held = new Set(services.map((service) => service.usagePointId));
    const foreign = usagePointIds.filter((id) => !held.has(id)).length;
    if (foreign === 0) return;
    throw new ProblemError(
      'usage-point-not-held',
      `${foreign} of the chosen usage points are not held by the customer; choose among the customer's own`,
    );
  }
}
