import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { PersonalTokens } from '../application/personal-tokens.js';

/** What customers do with tokens of their own. */
@Controller()
export class PersonalTokenController {
  constructor(@Inject(PersonalTokens) private readonly tokens: PersonalTokens) {}

  @HandleRequest('authorization.create-personal-token')
  create(request: RequestOf<'authorization.create-personal-token'>): Promise<ReplyOf<'authorization.create-personal-token'>> {
    return this.tokens.create(request);
  }

  @HandleRequest('authorization.list-personal-tokens')
  async list(request: RequestOf<'authorization.list-personal-tokens'>): Promise<ReplyOf<'authorization.list-personal-tokens'>> {
    return { tokens: await this.tokens.list(request.customerId) };
  }

  @HandleRequest('authorization.revoke-personal-token')
  async revoke(request: RequestOf<'authorization.revoke-personal-token'>): Promise<ReplyOf<'authorization.revoke-personal-token'>> {
    await this.tokens.revoke(request);
    return {};
  }
}
