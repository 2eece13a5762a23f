import { Controller } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { CustomerChanges } from '../customers/customer-changes.js';

/** Answers authorization, which follows who holds what. */
@Controller()
export class CustomerChangeRequestsController {
  constructor(private readonly changes: CustomerChanges) {}

  @HandleRequest('meter-ingestion.read-customer-changes')
  read(request: RequestOf<'meter-ingestion.read-customer-changes'>): Promise<ReplyOf<'meter-ingestion.read-customer-changes'>> {
    return this.changes.read(request);
  }
}
