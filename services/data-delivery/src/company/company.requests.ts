import { Controller } from '@nestjs/common';
import { ProblemError, type KeptRefusal, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { RateLimits } from '../access/rate-limits.js';
import { KEPT_DAYS, RefusalLog } from '../refusals/refusal-log.js';
import { DataHealth } from './data-health.js';

const MOST = 100;

/** What the pages of a company ask: why it was refused, what is left of its limits, and how its data is. */
@Controller()
export class CompanyRequestsController {
  constructor(
    private readonly log: RefusalLog,
    private readonly limits: RateLimits,
    private readonly health: DataHealth,
  ) {}

  @HandleRequest('data-delivery.list-refusals')
  async refusals({ thirdPartyId, limit }: RequestOf<'data-delivery.list-refusals'>): Promise<ReplyOf<'data-delivery.list-refusals'>> {
    const most = Math.min(MOST, Math.max(1, Math.floor(limit) || MOST));
    return { keptDays: KEPT_DAYS, refusals: await this.log.newest(thirdPartyId, most) };
  }

  @HandleRequest('data-delivery.get-refusal')
  async refusal({ thirdPartyId, refusalId }: RequestOf<'data-delivery.get-refusal'>): Promise<KeptRefusal> {
    const found = await this.log.find(refusalId, thirdPartyId);
    if (!found) {
      throw new ProblemError('not-found', `No refusal of your company has this id; refusals are kept for ${KEPT_DAYS} days.`);
    }
    return found;
  }

  @HandleRequest('data-delivery.get-rate-limits')
  rateLimits({ clientId, authorizationId }: RequestOf<'data-delivery.get-rate-limits'>): Promise<ReplyOf<'data-delivery.get-rate-limits'>> {
    return this.limits.look(clientId, authorizationId);
  }

  @HandleRequest('data-delivery.describe-data-health')
  dataHealth(request: RequestOf<'data-delivery.describe-data-health'>): Promise<ReplyOf<'data-delivery.describe-data-health'>> {
    return this.health.of(request, Math.floor(Date.now() / 1000));
  }
}
