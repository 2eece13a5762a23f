import { Controller, Inject } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { ReviewThirdParty } from '../application/review-third-party.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';

/** Registrations with their milestones, and what operators decide about them. */
@Controller()
export class ReviewController {
  constructor(
    @Inject(ReviewThirdParty) private readonly reviews: ReviewThirdParty,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly views: ThirdPartyViews,
  ) {}

  @HandleRequest('authorization.get-third-party-progress')
  async get({
    thirdPartyId,
  }: RequestOf<'authorization.get-third-party-progress'>): Promise<ReplyOf<'authorization.get-third-party-progress'>> {
    await this.readModels.catchUp();
    const found = await this.views.progressOf(thirdPartyId);
    if (!found) throw new ProblemError('not-found', 'there is no such third party');
    return found;
  }

  @HandleRequest('authorization.list-third-party-progress')
  async list(): Promise<ReplyOf<'authorization.list-third-party-progress'>> {
    await this.readModels.catchUp();
    return { thirdParties: await this.views.listProgress() };
  }

  @HandleRequest('authorization.review-third-party')
  async review(request: RequestOf<'authorization.review-third-party'>): Promise<ReplyOf<'authorization.review-third-party'>> {
    return { stage: await this.reviews.decide(request.thirdPartyId, request.operator, request.decision) };
  }
}
