import { Controller, Get, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, OpensResource, tokenOf } from '../access/bearer.guard.js';
import { parseFeedQuery } from '../access/feed-query.js';
import type { CustomerAccess } from '../access/resolved-access.js';
import { FeedSender } from '../feed/feed-sender.js';
import { ReleasePath } from '../release/release-path.js';
import { ATOM, isHead, sendDocument } from './espi-response.js';
import { notYours, requireOwn } from './identity.js';
import { RESOURCE_PATH } from './resource-uris.js';

/** Everything of one authorization in one feed; recorded as a release before its first byte. HEAD releases nothing. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
export class BatchSubscriptionController {
  constructor(
    private readonly path: ReleasePath,
    private readonly sender: FeedSender,
  ) {}

  @Get('Batch/Subscription/:id')
  @OpensResource('Batch/Subscription')
  async read(
    @Param('id') id: string,
    @Query() raw: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = tokenOf(request);
    requireOwn(id, token.authorization?.authorizationId);
    if (!token.authorization) throw notYours();
    const access: CustomerAccess = { ...token, authorization: token.authorization };
    const query = parseFeedQuery(raw);
    const prepared = await this.path.prepare('Batch/Subscription', access, query);
    if (isHead(request)) return sendDocument(reply, ATOM, '');
    await this.path.record(prepared);
    await this.sender.send(prepared, query, reply);
  }
}
