import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import type { ReplyOf } from '@greenledger/contracts';
import { isYes, wholeNumber } from '../import/request-parameters.js';
import { OperatorGuard } from '../operators/operator.guard.js';
import { ExpectedServices } from './expected-services.js';

/** Expected against received readings of each service. */
@Controller('ingest/v1/expected')
@UseGuards(OperatorGuard)
export class ExpectedController {
  constructor(private readonly expected: ExpectedServices) {}

  /** By service point number; `incomplete=true` leaves out services that lack nothing, so a page may be short while `next` goes on. */
  @Get()
  list(
    @Query('after') after?: string,
    @Query('limit') limit?: string,
    @Query('days') days?: string,
    @Query('incomplete') incomplete?: string,
  ): Promise<ReplyOf<'meter-ingestion.list-expected'>> {
    const request = {
      after: typeof after === 'string' ? after : '',
      limit: wholeNumber('limit', limit, 100, 1_000),
      days: Math.max(1, wholeNumber('days', days, 7, 31)),
      onlyIncomplete: isYes('incomplete', incomplete),
    };
    return this.expected.list(request, Math.floor(Date.now() / 1_000));
  }
}
