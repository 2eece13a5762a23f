import { Controller, Inject } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { Authorizations } from '../application/authorizations.js';
import { AuthorizationViews } from '../projections/authorization-views.js';
import { BulkGrantPages } from '../projections/bulk-grant-pages.js';
import { GrantPages } from '../projections/grant-pages.js';
import { ReadModels } from '../projections/read-models.js';

/** Authorizations as customers and companies see them, and what customers do with them. */
@Controller()
export class AuthorizationController {
  constructor(
    @Inject(Authorizations) private readonly authorizations: Authorizations,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(AuthorizationViews) private readonly views: AuthorizationViews,
    @Inject(GrantPages) private readonly grants: GrantPages,
    @Inject(BulkGrantPages) private readonly bulkGrants: BulkGrantPages,
  ) {}

  @HandleRequest('authorization.list-authorizations')
  async list(request: RequestOf<'authorization.list-authorizations'>): Promise<ReplyOf<'authorization.list-authorizations'>> {
    await this.readModels.catchUp();
    const byThirdParty = 'thirdPartyId' in request;
    return {
      authorizations: await (byThirdParty ? this.views.ofThirdParty(request.thirdPartyId) : this.views.ofCustomer(request.customerId)),
    };
  }

  @HandleRequest('authorization.list-grants')
  async listGrants({ thirdPartyId, after }: RequestOf<'authorization.list-grants'>): Promise<ReplyOf<'authorization.list-grants'>> {
    await this.readModels.catchUpGrants();
    return this.grants.read(thirdPartyId, after);
  }

  @HandleRequest('authorization.list-bulk-grants')
  async listBulkGrants({
    thirdPartyId,
    after,
  }: RequestOf<'authorization.list-bulk-grants'>): Promise<ReplyOf<'authorization.list-bulk-grants'>> {
    await this.readModels.catchUpGrants();
    return this.bulkGrants.read(thirdPartyId, after);
  }

  @HandleRequest('authorization.summarize-grants')
  async summarizeGrants({ thirdPartyId }: RequestOf<'authorization.summarize-grants'>): Promise<ReplyOf<'authorization.summarize-grants'>> {
    await this.readModels.catchUpGrants();
    return this.grants.summarize(thirdPartyId);
  }

  @HandleRequest('authorization.get-authorization')
  async get(request: RequestOf<'authorization.get-authorization'>): Promise<ReplyOf<'authorization.get-authorization'>> {
    await this.readModels.catchUp();
    const view = await this.views.find(request.authorizationId);
    if (!view) throw new ProblemError('not-found', 'there is no such authorization');
    return view;
  }

  @HandleRequest('authorization.list-releases')
  async listReleases(request: RequestOf<'authorization.list-releases'>): Promise<ReplyOf<'authorization.list-releases'>> {
    await this.readModels.catchUp();
    return { releases: await this.views.releases(request.authorizationId) };
  }

  @HandleRequest('authorization.revoke-authorization')
  revoke(request: RequestOf<'authorization.revoke-authorization'>): Promise<ReplyOf<'authorization.revoke-authorization'>> {
    return this.authorizations.revoke(request);
  }
}
