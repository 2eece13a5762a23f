import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { ConsentRequests } from '../oauth/consent-requests.js';

/** What the portal's consent page asks and answers. */
@Controller()
export class ConsentController {
  constructor(@Inject(ConsentRequests) private readonly requests: ConsentRequests) {}

  @HandleRequest('authorization.describe-consent-request')
  describe(request: RequestOf<'authorization.describe-consent-request'>): Promise<ReplyOf<'authorization.describe-consent-request'>> {
    return this.requests.describe(request.interactionId);
  }

  @HandleRequest('authorization.approve-consent')
  approve(request: RequestOf<'authorization.approve-consent'>): Promise<ReplyOf<'authorization.approve-consent'>> {
    return this.requests.approve(request);
  }

  @HandleRequest('authorization.deny-consent')
  deny(request: RequestOf<'authorization.deny-consent'>): Promise<ReplyOf<'authorization.deny-consent'>> {
    return this.requests.deny(request.interactionId);
  }
}
