import { Controller } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { CallLog, KEPT_CALLS } from './call-log.js';

const MOST = 100;

/** The request inspector of a company. */
@Controller()
export class CallRequestsController {
  constructor(private readonly log: CallLog) {}

  @HandleRequest('data-delivery.list-calls')
  async calls({ thirdPartyId, limit }: RequestOf<'data-delivery.list-calls'>): Promise<ReplyOf<'data-delivery.list-calls'>> {
    const most = Math.min(MOST, Math.max(1, Math.floor(limit) || MOST));
    return { kept: KEPT_CALLS, calls: await this.log.newest(thirdPartyId, most) };
  }
}
