import { Controller } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { CustomerRecords } from '../customers/customer-records.js';

/** Answers data-delivery, which releases customer records. */
@Controller()
export class CustomerRecordRequestsController {
  constructor(private readonly records: CustomerRecords) {}

  @HandleRequest('meter-ingestion.read-customer-record')
  read(request: RequestOf<'meter-ingestion.read-customer-record'>): Promise<ReplyOf<'meter-ingestion.read-customer-record'>> {
    return this.records.read(request);
  }
}
