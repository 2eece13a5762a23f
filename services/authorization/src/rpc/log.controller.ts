import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { LogPages } from '../relay/log-pages.js';

/** Consumers re-read here what JetStream lost. */
@Controller()
export class LogController {
  constructor(@Inject(LogPages) private readonly pages: LogPages) {}

  @HandleRequest('authorization.read-log')
  readLog(request: RequestOf<'authorization.read-log'>): Promise<ReplyOf<'authorization.read-log'>> {
    return this.pages.readPage(request);
  }
}
