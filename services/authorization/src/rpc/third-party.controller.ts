import { Controller, Inject } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';

/** Public facts of the registered companies. */
@Controller()
export class ThirdPartyController {
  constructor(
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly views: ThirdPartyViews,
  ) {}

  @HandleRequest('authorization.get-third-party')
  async get(request: RequestOf<'authorization.get-third-party'>): Promise<ReplyOf<'authorization.get-third-party'>> {
    await this.readModels.catchUp();
    const found =
      'thirdPartyId' in request
        ? await this.views.findBy('thirdPartyId', request.thirdPartyId)
        : await this.views.findBy('applicationInformationId', request.applicationInformationId);
    if (!found) throw new ProblemError('not-found', 'there is no such third party');
    return found;
  }

  @HandleRequest('authorization.list-third-parties')
  async list(): Promise<ReplyOf<'authorization.list-third-parties'>> {
    await this.readModels.catchUp();
    return { thirdParties: await this.views.list() };
  }
}
