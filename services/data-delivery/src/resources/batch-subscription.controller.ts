import { Controller, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard } from '../access/bearer.guard.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { PreparedGate } from '../prepared/prepared-gate.js';
import { ReleaseResponder } from '../feed/release-responder.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { BATCH } from '../release/resource-request.js';
import { Reads } from './reads.js';
import { recipientOf } from './recipient.js';
import { RESOURCE_PATH, ResourceUris } from './resource-uris.js';

interface Path {
  readonly subscription: string;
  readonly usagePoint?: string;
}

/** Everything of one authorization, or of one of its usage points, in one feed. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class BatchSubscriptionController {
  constructor(
    private readonly responder: ReleaseResponder,
    private readonly prepared: PreparedGate,
    private readonly uris: ResourceUris,
  ) {}

  @Reads(
    'Batch/Subscription/:subscription',
    'Batch/Subscription/:subscription/UsagePoint',
    'Batch/Subscription/:subscription/UsagePoint/:usagePoint',
  )
  async read(
    @Param() { subscription, usagePoint }: Path,
    @Query() raw: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const recipient = recipientOf(request, subscription);
    const query = parseFeedQuery(raw);
    const batch = this.uris.batchSubscription(subscription);
    const asked = usagePoint === undefined ? BATCH : { ...BATCH, name: `${BATCH.name}/UsagePoint/{id}`, usagePoint };
    // The list below UsagePoint is the same feed under another path: one identity, one ETag.
    const uri = usagePoint === undefined ? batch : `${batch}/UsagePoint/${usagePoint}`;
    if (await this.prepared.answersSubscription({ asked, query, resourceUri: uri, raw }, recipient, request, reply)) return;
    await this.responder.respond(asked, recipient, query, uri, request, reply);
  }
}
