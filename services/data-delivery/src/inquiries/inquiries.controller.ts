import { Controller } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { compareBlocks } from './compare-blocks.js';
import { listCoverage } from './list-coverage.js';
import { listRuns } from './list-runs.js';

/** Answers what meter-ingestion asks about stored readings. Nothing is written. */
@Controller()
export class InquiriesController {
  constructor(private readonly dataSource: DataSource) {}

  @HandleRequest('data-delivery.compare-blocks')
  compare({ fileTime, blocks }: RequestOf<'data-delivery.compare-blocks'>): Promise<ReplyOf<'data-delivery.compare-blocks'>> {
    return compareBlocks(fileTime, blocks, this.dataSource.manager);
  }

  @HandleRequest('data-delivery.list-coverage')
  coverage(request: RequestOf<'data-delivery.list-coverage'>): Promise<ReplyOf<'data-delivery.list-coverage'>> {
    return listCoverage(request, this.dataSource);
  }

  @HandleRequest('data-delivery.list-runs')
  runs(request: RequestOf<'data-delivery.list-runs'>): Promise<ReplyOf<'data-delivery.list-runs'>> {
    return listRuns(request, this.dataSource);
  }
}
