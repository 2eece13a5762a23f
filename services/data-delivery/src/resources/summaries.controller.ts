import { Controller, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { FEED_TAIL } from '@greenledger/espi';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { BearerGuard, resourcePath } from '../access/bearer.guard.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { headOf } from '../feed/render-feed.js';
import { STANDARD_DATE } from '../feed/structural-entries.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { ReleaseResponder } from '../feed/release-responder.js';
import { readPowerQuality, showsQuality } from '../summaries/power-quality-versions.js';
import { showsBills } from '../summaries/summary-versions.js';
import type { ResourceRequest } from '../release/resource-request.js';
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
 * Summaries of a usage point. Bills are UsageSummary where the customer authorized them, power quality is
 * ElectricPowerQualitySummary where some is known. All other collections are empty and there is no single one to find; nothing
 * of the customer leaves then, so nothing is recorded. The deprecated ElectricPowerUsageSummary is never filled.
 */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class SummariesController {
  constructor(
    private readonly path: ReleasePath,
    private readonly responder: ReleaseResponder,
    private readonly uris: ResourceUris,
    private readonly dataSource: DataSource,
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
    const query = parseFeedQuery(raw);
    const shape = resourcePath(request).split('/')[4];
    const single = id !== undefined;
    const respond = (asked: Pick<ResourceRequest, 'shape' | 'usageSummary' | 'powerQuality'>): Promise<void> => {
      const name = `Subscription/UsagePoint/{id}/${asked.shape}${single ? '/{id}' : ''}`;
      const uri = `${this.uris.base}/${resourcePath(request)}`;
      return this.responder.respond({ ...asked, name, single, usagePoint }, recipient, query, uri, request, reply);
    };
    if (shape === 'UsageSummary' && showsBills(recipient.authorization)) return respond({ shape, usageSummary: id });
    const addresses = this.path.addresses(recipient);
    const all = await this.path.usagePointsOf(recipient);
    const shown = all.find(({ usagePointId }) => addresses.usagePointPath(usagePointId) === usagePoint);
    if (shown && shape === 'ElectricPowerQualitySummary' && showsQuality(recipient.authorization)) {
      const known = await readPowerQuality([shown.usagePointId], query, this.dataSource);
      if (known.length > 0) return respond({ shape, powerQuality: id });
    }
    if (!shown || single) {
      throw new ProblemError('not-found', 'This authorization shows no summary of that id: follow the links of the feed.');
    }
    const path = resourcePath(request);
    const uri = `${this.uris.base}/${path}`;
    sendDocument(reply, ATOM, headOf({ resourceUri: uri, selfUri: uri }, path.split('/').at(-1)!, STANDARD_DATE) + FEED_TAIL);
  }
}
