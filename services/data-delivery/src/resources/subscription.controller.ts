import { Controller, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, resourcePath } from '../access/bearer.guard.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { ReleaseResponder } from '../feed/release-responder.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import type { ResourceRequest } from '../release/resource-request.js';
import { Reads } from './reads.js';
import { recipientOf } from './recipient.js';
import { RESOURCE_PATH, ResourceUris } from './resource-uris.js';

interface Path {
  readonly subscription: string;
  readonly usagePoint?: string;
  readonly meterReading?: string;
  readonly intervalBlock?: string;
}

/** The resources of a subscription one by one: collections as feeds, single ones as entries. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class SubscriptionController {
  constructor(
    private readonly responder: ReleaseResponder,
    private readonly uris: ResourceUris,
  ) {}

  @Reads(
    'Subscription/:subscription/UsagePoint',
    'Subscription/:subscription/UsagePoint/:usagePoint',
    'Subscription/:subscription/UsagePoint/:usagePoint/MeterReading',
    'Subscription/:subscription/UsagePoint/:usagePoint/MeterReading/:meterReading',
    'Subscription/:subscription/UsagePoint/:usagePoint/MeterReading/:meterReading/IntervalBlock',
    'Subscription/:subscription/UsagePoint/:usagePoint/MeterReading/:meterReading/IntervalBlock/:intervalBlock',
  )
  async read(
    @Param() { subscription, ...ids }: Path,
    @Query() raw: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const recipient = recipientOf(request, subscription);
    const path = resourcePath(request);
    const asked = { ...kindOf(path), ...ids };
    await this.responder.respond(asked, recipient, parseFeedQuery(raw), `${this.uris.base}/${path}`, request, reply);
  }
}

/** What a path below Subscription asks for: its names stand at even places, ids between them. */
function kindOf(path: string): Pick<ResourceRequest, 'name' | 'shape' | 'single'> {
  const parts = path.split('/');
  const name = parts.flatMap((part, i) => (i % 2 === 0 ? [part] : i === 1 ? [] : ['{id}'])).join('/');
  const single = parts.length % 2 === 0;
  const shape = parts[single ? parts.length - 2 : parts.length - 1] as ResourceRequest['shape'];
  return { name, shape, single };
}
