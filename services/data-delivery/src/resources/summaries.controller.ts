import { Controller, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { FEED_TAIL } from '@greenledger/espi';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, resourcePath } from '../access/bearer.guard.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { headOf } from '../feed/render-feed.js';
import { STANDARD_DATE } from '../feed/structural-entries.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { ReleasePath } from '../release/release-path.js';
import { ATOM, sendDocument } from './espi-response.js';
import { Reads } from './reads.js';
import { recipientOf } from './recipient.js';
import { RESOURCE_PATH, ResourceUris } from './resource-uris.js';

interface Path {
  readonly subscription: string;
  readonly usagePoint: string;
  readonly id?: string;
}

/**
 * Summaries of a usage point. None is known to this service, so the collections are empty and there is no single one to
 * find; nothing of the customer leaves, so nothing is recorded.
 */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class SummariesController {
  constructor(
    private readonly path: ReleasePath,
    private readonly uris: ResourceUris,
  ) {}

  @Reads(
    'Subscription/:subscription/UsagePoint/:usagePoint/UsageSummary',
    'Subscription/:subscription/UsagePoint/:usagePoint/UsageSummary/:id',
    'Subscription/:subscription/UsagePoint/:usagePoint/ElectricPowerUsageSummary',
    'Subscription/:subscription/UsagePoint/:usagePoint/ElectricPowerUsageSummary/:id',
    'Subscription/:subscription/UsagePoint/:usagePoint/ElectricPowerQualitySummary',
    'Subscription/:subscription/UsagePoint/:usagePoint/ElectricPowerQualitySummary/:id',
  )
  async read(
    @Param() { subscription, usagePoint, id }: Path,
    @Query() raw: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const recipient = recipientOf(request, subscription);
    parseFeedQuery(raw);
    const addresses = this.path.addresses(recipient);
    const shown = await this.path.usagePointsOf(recipient);
    const isShown = shown.some(({ usagePointId }) => addresses.usagePointPath(usagePointId) === usagePoint);
    if (!isShown || id !== undefined) {
      throw new ProblemError('not-found', 'This authorization shows no summary of that id: follow the links of the feed.');
    }
    const path = resourcePath(request);
    const uri = `${this.uris.base}/${path}`;
    sendDocument(reply, ATOM, headOf({ resourceUri: uri, selfUri: uri }, path.split('/').at(-1)!, STANDARD_DATE) + FEED_TAIL);
  }
}
