import { Controller, Delete, Param, Put, Req, Res, UseFilters, UseGuards, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ProblemError, type AuthorizationView } from '@greenledger/contracts';
import { entryDocument } from '@greenledger/espi';
import { RequestClient } from '@greenledger/messaging';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { parseAuthorizationBody, type AuthorizationBody } from './authorization-body.js';
import { authorizationEntry } from './authorization-entry.js';
import { ATOM, sendDocument } from './espi-response.js';
import { notYours, requireOwn } from './identity.js';
import { RESOURCE_PATH, ResourceUris } from './resource-uris.js';
import { TokenForChange } from './token-for-change.js';

const BODY_LIMIT = 65_536;

/** What a company may do to an authorization that it holds: give it up, and nothing else (FB_41; MGA001 to MGA003). */
@Controller(RESOURCE_PATH)
@UseGuards(TokenForChange, BearerGuard)
@UseFilters(RefusalFilter)
export class AuthorizationManagementController implements OnModuleInit {
  constructor(
    private readonly requests: RequestClient,
    private readonly uris: ResourceUris,
    private readonly host: HttpAdapterHost,
  ) {}

  /** Bodies of PUT arrive as text; Fastify knows no XML of its own. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    for (const type of ['application/atom+xml', 'application/xml', 'text/xml']) {
      if (fastify.hasContentTypeParser(type)) continue;
      fastify.addContentTypeParser(type, { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body));
    }
  }

  /** Revokes in the name of the company, as a revocation by the customer does; again, it changes nothing. */
  @Delete('Authorization/:id')
  async remove(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { status } = await this.#own(id, request);
    if (status === 'active') await this.#revoke(id, 'given up by the company (DELETE Authorization)');
    await this.#answer(id, request, reply);
  }

  /** Takes the entry back as it was read; status 0 revokes. Terms are the customer's: they cannot be changed here. */
  @Put('Authorization/:id')
  async replace(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await this.#own(id, request);
    if (typeof request.body !== 'string') {
      throw new ProblemError('unsupported-media-type', 'PUT Authorization takes application/atom+xml: send the entry as you read it.');
    }
    const body = parseAuthorizationBody(request.body);
    const different = differenceOf(body, view);
    if (different !== undefined) {
      throw new ProblemError('forbidden', `${different} is a term that the customer set: only the customer can change it, in the portal.`);
    }
    if (body.status === 0) {
      if (view.status === 'active') await this.#revoke(id, 'given up by the company (PUT Authorization with status 0)');
    } else if (body.status !== undefined && body.status !== 1) {
      throw new ProblemError('invalid-body', 'status takes 0 to give the authorization up, or 1 to leave it as it is.');
    } else if (view.status !== 'active') {
      const ended = `The authorization is ${view.status}, and sharing begins again with the customer's consent only: ask the customer for a new one`;
      // Undoing what the company itself did is the utility's to decide, which tells the customer.
      const way = view.ended?.by === 'thirdParty' ? ', or ask the utility to reinstate it within 30 days after you gave it up.' : '.';
      throw new ProblemError('conflict', `${ended}${way}`);
    }
    await this.#answer(id, request, reply);
  }

  async #own(authorizationId: string, request: FastifyRequest): Promise<AuthorizationView> {
    try {
      const view = await this.requests.request('authorization.get-authorization', { authorizationId });
      requireOwn(view.thirdPartyId, tokenOf(request).thirdPartyId);
      return view;
    } catch (error) {
      throw error instanceof ProblemError && error.code === 'not-found' ? notYours() : error;
    }
  }

  async #revoke(authorizationId: string, reason: string): Promise<void> {
    await this.requests.request('authorization.revoke-authorization', { authorizationId, by: 'thirdParty', reason });
  }

  /** 200 with the entry as it now stands, which certification demands of PUT and DELETE. */
  async #answer(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { frame, payload } = authorizationEntry(await this.#own(id, request), this.uris, tokenOf(request));
    sendDocument(reply, ATOM, entryDocument(frame, payload));
  }
}

/** The first term in which the body differs from the authorization in force. */
function differenceOf(body: AuthorizationBody, { scope, terms }: AuthorizationView): string | undefined {
  const differs = (given: unknown, own: unknown): boolean => given !== undefined && given !== own;
  if (differs(body.scope, scope)) return 'scope';
  if (terms.authorizedPeriod.end !== null && differs(body.expiresAt, terms.authorizedPeriod.end)) return 'expires_at';
  for (const name of ['authorizedPeriod', 'publishedPeriod'] as const) {
    const { start, end } = terms[name];
    if (differs(body[name]?.start, start) || differs(body[name]?.duration, end === null ? 0 : end - start)) return name;
  }
  return undefined;
}
