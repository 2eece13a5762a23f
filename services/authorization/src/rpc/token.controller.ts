import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { PersonalTokens } from '../application/personal-tokens.js';
import { Releases } from '../application/releases.js';
import { TokenResolver } from '../oauth/token-resolver.js';

/** What data-delivery asks on its release path. */
@Controller()
export class TokenController {
  constructor(
    @Inject(TokenResolver) private readonly tokens: TokenResolver,
    @Inject(PersonalTokens) private readonly personal: PersonalTokens,
    @Inject(Releases) private readonly releases: Releases,
  ) {}

  @HandleRequest('authorization.resolve-token')
  async resolve(request: RequestOf<'authorization.resolve-token'>): Promise<ReplyOf<'authorization.resolve-token'>> {
    const resolved = await this.tokens.resolve(request.tokenSha256, request.proof);
    return resolved.active ? resolved : ((await this.personal.resolve(request.tokenSha256)) ?? resolved);
  }

  @HandleRequest('authorization.record-release')
  record(request: RequestOf<'authorization.record-release'>): Promise<ReplyOf<'authorization.record-release'>> {
    return this.releases.record(request);
  }
}
