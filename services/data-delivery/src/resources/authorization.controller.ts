import { Controller, Param, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ProblemError, type AuthorizationView } from '@greenledger/contracts';
import { atomId, entryDocument, entryXml, FEED_TAIL, feedHead, selfLink } from '@greenledger/espi';
import { RequestClient } from '@greenledger/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { companyGrants } from '../bulk/company-grants.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { authorizationEntry } from './authorization-entry.js';
import { filterAuthorizations } from './authorization-filter.js';
import { certificateLink } from './certificate-link.js';
import { ATOM, sendDocument } from './espi-response.js';
import { notYours, requireOwn } from './identity.js';
import { Reads } from './reads.js';
import { RESOURCE_PATH, ResourceUris } from './resource-uris.js';

/** The authorizations of the company that asks, ended ones too: their status tells it so. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class AuthorizationController {
  constructor(
    private readonly requests: RequestClient,
    private readonly uris: ResourceUris,
  ) {}

  @Reads('Authorization')
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { thirdPartyId } = tokenOf(request);
    const authorizations = await companyGrants(thirdPartyId, this.requests);
    const own = authorizations.filter((view) => view.thirdPartyId === thirdPartyId).sort(byGrant);
    const query = parseFeedQuery(request.query as Record<string, unknown>);
    const entries = filterAuthorizations(
      own.map((view) => authorizationEntry(view, this.uris, tokenOf(request))),
      query,
    );
    const self = this.uris.authorization();
    const head = feedHead({
      id: atomId(`${self}/of/${thirdPartyId}`),
      title: 'Green Button Authorization Feed',
      updated: Math.max(0, ...entries.map(({ frame }) => frame.updated)),
      links: [selfLink(self, 'espi-feed/Authorization'), ...certificateLink(this.uris.certificate)],
    });
    sendDocument(reply, ATOM, head + entries.map(({ frame, payload }) => entryXml(frame, payload)).join('') + FEED_TAIL);
  }

  @Reads('Authorization/:id')
  async read(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await this.#view(id);
    requireOwn(view.thirdPartyId, tokenOf(request).thirdPartyId);
    const { frame, payload } = authorizationEntry(view, this.uris, tokenOf(request));
    sendDocument(reply, ATOM, entryDocument(frame, payload));
  }

  async #view(authorizationId: string): Promise<AuthorizationView> {
    try {
      return await this.requests.request('authorization.get-authorization', { authorizationId });
    } catch (error) {
      throw error instanceof ProblemError && error.code === 'not-found' ? notYours() : error;
    }
  }
}

function byGrant(a: AuthorizationView, b: AuthorizationView): number {
  if (a.grantedAt !== b.grantedAt) return a.grantedAt < b.grantedAt ? -1 : 1;
  return a.authorizationId < b.authorizationId ? -1 : 1;
}
