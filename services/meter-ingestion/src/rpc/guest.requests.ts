import { Controller } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { GuestLookup } from '../customers/guest-lookup.js';

/** Answers the portal's page for customers without an online account. */
@Controller()
export class GuestRequestsController {
  constructor(private readonly guests: GuestLookup) {}

  @HandleRequest('meter-ingestion.find-guest')
  find(request: RequestOf<'meter-ingestion.find-guest'>): Promise<ReplyOf<'meter-ingestion.find-guest'>> {
    return this.guests.find(request);
  }
}
