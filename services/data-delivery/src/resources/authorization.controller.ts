import { Controller, Delete, Param, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ProblemError, type AuthorizationView } from '@greenledger/contracts';
import { atomId, entryDocument, entryXml, FEED_TAIL, feedHead, selfLink } from '@greenledger/espi';
import { RequestClient } from '@greenledger/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { companyGrants } from '../bulk/company-grants.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { authorizationEntry } from './authorization-entry.js';
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
    const entries = own.map((view) => authorizationEntry(view, this.uris));
    const self = this.uris.authorization();
    const head = feedHead({
      id: atomId(`${self}/of/${thirdPartyId}`),
      title: 'Green Button Authorization Feed',
      updated: Math.max(0, ...entries.map(({ frame }) => frame.updated)),
      links: [selfLink(self, 'espi-feed/Authorization')],
    });
    sendDocument(reply, ATOM, head + entries.map(({ frame, payload }) => entryXml(frame, payload)).join('') + FEED_TAIL);
  }

  @Reads('Authorization/:id')
  async read(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await this.#view(id);
    requireOwn(view.thirdPartyId, tokenOf(request).thirdPartyId);
    const { frame, payload } = authorizationEntry(view, this.uris);
    sendDocument(reply, ATOM, entryDocument(frame, payload));
  }

  /** The company gives the authorization up: the same end as when the customer revokes it. Again: nothing more happens. */
  @Delete('Authorization/:id')
  async revoke(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await this.#view(id);
    requireOwn(view.thirdPartyId, tokenOf(request).thirdPartyId);
    if (view.status === 'active') {
      const reason = 'given up by the third party (DELETE Authorization)';
      await this.requests.request('authorization.revoke-authorization', { authorizationId: id, by: 'thirdParty', reason });
    }
    const { frame, payload } = authorizationEntry(await this.#view(id), this.uris);
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
