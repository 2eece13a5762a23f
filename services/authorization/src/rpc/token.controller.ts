import { Controller, Inject } from '@nestjs/common';
import { bulkReplyOf, MOST_RELEASES, ProblemError, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { BulkReleases } from '../application/bulk-releases.js';
import { PersonalTokens } from '../application/personal-tokens.js';
import { ReleaseQueue } from '../application/release-queue.js';
import { TokenResolver } from '../oauth/token-resolver.js';

/** What data-delivery asks on its release path. */
@Controller()
export class TokenController {
  constructor(
    @Inject(TokenResolver) private readonly tokens: TokenResolver,
    @Inject(PersonalTokens) private readonly personal: PersonalTokens,
    @Inject(ReleaseQueue) private readonly releases: ReleaseQueue,
    @Inject(BulkReleases) private readonly bulkReleases: BulkReleases,
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

  @HandleRequest('authorization.record-releases')
  async recordAll({ releases }: RequestOf<'authorization.record-releases'>): Promise<ReplyOf<'authorization.record-releases'>> {
    if (releases.length > MOST_RELEASES) {
      throw new ProblemError(
        'invalid-body',
        `At most ${MOST_RELEASES} releases go into one request, not ${releases.length}: send several.`,
      );
    }
    return { outcomes: await this.releases.recordAll(releases) };
  }

  @HandleRequest('authorization.record-bulk-release')
  async recordBulk({ releases }: RequestOf<'authorization.record-bulk-release'>): Promise<ReplyOf<'authorization.record-bulk-release'>> {
    return { outcomes: await this.bulkReleases.record(releases) };
  }

  @HandleRequest('authorization.record-bulk-parts')
  async recordBulkParts(record: RequestOf<'authorization.record-bulk-parts'>): Promise<ReplyOf<'authorization.record-bulk-parts'>> {
    return bulkReplyOf(await this.bulkReleases.recordColumns(record));
  }
}
