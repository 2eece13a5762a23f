import { Controller } from '@nestjs/common';
import type { MeterIngestionEvent, LogPage, ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest, Outbox } from '@greenledger/messaging';
import { ExpectedServices } from '../expected/expected-services.js';
import { FindById } from '../search/find-by-id.js';
import { CustomerQueries } from '../customers/customer-queries.js';

/** Answers the requests `meter-ingestion.*` of the contracts. */
@Controller()
export class MeterIngestionRequestsController {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly outbox: Outbox,
    private readonly expected: ExpectedServices,
    private readonly search: FindById,
  ) {}

  @HandleRequest('meter-ingestion.list-expected')
  listExpected(request: RequestOf<'meter-ingestion.list-expected'>): Promise<ReplyOf<'meter-ingestion.list-expected'>> {
    const bounded = { ...request, limit: Math.min(Math.max(1, request.limit), 200), days: Math.min(Math.max(1, request.days), 31) };
    return this.expected.list(bounded, Math.floor(Date.now() / 1_000));
  }

  @HandleRequest('meter-ingestion.find-by-id')
  async findById({ id }: RequestOf<'meter-ingestion.find-by-id'>): Promise<ReplyOf<'meter-ingestion.find-by-id'>> {
    return { found: await this.search.find(id) };
  }

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
