import { Controller, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BearerGuard } from '../access/bearer.guard.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { ATOM, sendDocument } from '../resources/espi-response.js';
import { Reads } from '../resources/reads.js';
import { RESOURCE_PATH, ResourceUris } from '../resources/resource-uris.js';
import { sampleFeed } from './sample-feed.js';

/** Sample data for any registered company, as PG&E has it: made up, so it needs no customer's grant and is no release. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class SampleDataController {
  readonly #feed: string;

  constructor(uris: ResourceUris) {
    this.#feed = sampleFeed(uris);
  }

  @Reads('DownloadSampleData')
  read(@Res() reply: FastifyReply): void {
    sendDocument(reply, ATOM, this.#feed);
  }
}
