import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import type { ReplyOf } from '@greenledger/contracts';
import { OperatorGuard } from '../operators/operator.guard.js';
import { FindById } from './find-by-id.js';

/** What an identifier stands for, for operators. */
@Controller('ingest/v1/search')
@UseGuards(OperatorGuard)
export class SearchController {
  constructor(private readonly search: FindById) {}

  @Get()
  async find(@Query('id') id?: string): Promise<ReplyOf<'meter-ingestion.find-by-id'>> {
    return { found: await this.search.find(id) };
  }
}
