import { Controller } from '@nestjs/common';
import type { MeterIngestionEvent, LogPage, ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest, Outbox } from '@greenledger/messaging';
import { CustomerQueries } from '../customers/customer-queries.js';

/** Answers the requests `meter-ingestion.*` of the contracts. */
@Controller()
export class MeterIngestionRequestsController {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly outbox: Outbox,
  ) {}

  @HandleRequest('meter-ingestion.find-customer')
  findCustomer({ customerNumber }: RequestOf<'meter-ingestion.find-customer'>): Promise<ReplyOf<'meter-ingestion.find-customer'>> {
    return this.customers.byNumber(customerNumber);
  }

  @HandleRequest('meter-ingestion.get-contact')
  getContact({ customerId }: RequestOf<'meter-ingestion.get-contact'>): Promise<ReplyOf<'meter-ingestion.get-contact'>> {
    return this.customers.contact(customerId);
  }

  @HandleRequest('meter-ingestion.list-services')
  async listServices({ customerId }: RequestOf<'meter-ingestion.list-services'>): Promise<ReplyOf<'meter-ingestion.list-services'>> {
    return { services: await this.customers.services(customerId) };
  }

  @HandleRequest('meter-ingestion.read-log')
  async readLog(request: RequestOf<'meter-ingestion.read-log'>): Promise<ReplyOf<'meter-ingestion.read-log'>> {
    // The outbox holds nothing but the events that this service wrote.
    return (await this.outbox.readPage(request)) as LogPage<MeterIngestionEvent>;
  }
}
