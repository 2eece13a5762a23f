import { Controller } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { UploadTickets } from '../operators/upload-tickets.js';

/** Gives the portal the right to bring a file of an operator whom it let in. */
@Controller()
export class UploadRequestsController {
  constructor(private readonly tickets: UploadTickets) {}

  @HandleRequest('meter-ingestion.issue-upload-ticket')
  issue({ by }: RequestOf<'meter-ingestion.issue-upload-ticket'>): Promise<ReplyOf<'meter-ingestion.issue-upload-ticket'>> {
    return this.tickets.issue(by);
  }
}
