import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { PaperAuthorizations } from '../application/paper-authorizations.js';

/** What operators do with paper forms. */
@Controller()
export class PaperController {
  constructor(@Inject(PaperAuthorizations) private readonly papers: PaperAuthorizations) {}

  @HandleRequest('authorization.enter-paper')
  enter(request: RequestOf<'authorization.enter-paper'>): Promise<ReplyOf<'authorization.enter-paper'>> {
    return this.papers.enter(request);
  }

  @HandleRequest('authorization.list-papers')
  async list(): Promise<ReplyOf<'authorization.list-papers'>> {
    return { papers: await this.papers.list() };
  }

  @HandleRequest('authorization.decide-paper')
  decide(request: RequestOf<'authorization.decide-paper'>): Promise<ReplyOf<'authorization.decide-paper'>> {
    return this.papers.decide(request);
  }
}
