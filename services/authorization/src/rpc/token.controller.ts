import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { Releases } from '../application/releases.js';
import { TokenResolver } from '../oauth/token-resolver.js';

/** What data-delivery asks on its release path. */
@Controller()
export class TokenController {
  constructor(
    @Inject(TokenResolver) private readonly tokens: TokenResolver,
    @Inject(Releases) private readonly releases: Releases,
  ) {}

  @HandleRequest('authorization.resolve-token')
  resolve(request: RequestOf<'authorization.resolve-token'>): Promise<ReplyOf<'authorization.resolve-token'>> {
    return this.tokens.resolve(request.tokenSha256, request.proof);
  }

  @HandleRequest('authorization.record-release')
  record(request: RequestOf<'authorization.record-release'>): Promise<ReplyOf<'authorization.record-release'>> {
    return this.releases.record(request);
  }
}
