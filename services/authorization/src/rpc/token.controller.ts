import { Controller, Inject } from '@nestjs/common';
import {
  bulkReplyOf,
  MOST_RELEASES,
  MOST_TOKENS,
  MOST_USAGE_POINTS_OF_TOKENS,
  ProblemError,
  type ReplyOf,
  type RequestOf,
  type ResolvedToken,
  type TokenOutcome,
} from '@greenledger/contracts';
import { HandleRequest, problemErrorOf } from '@greenledger/messaging';
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
    return this.orPersonal(await this.tokens.resolve(request), request.tokenSha256);
  }

  @HandleRequest('authorization.resolve-tokens')
  async resolveAll({ tokens }: RequestOf<'authorization.resolve-tokens'>): Promise<ReplyOf<'authorization.resolve-tokens'>> {
    if (tokens.length === 0 || tokens.length > MOST_TOKENS) {
      throw new ProblemError('invalid-body', `1 to ${MOST_TOKENS} tokens go into one request, not ${tokens.length}: send several.`);
    }
    const resolved = await this.tokens.resolveAll(tokens, MOST_USAGE_POINTS_OF_TOKENS);
    const outcomes = resolved.map((one, i): Promise<TokenOutcome> | { readonly alone: true } =>
      one ? one.then((token) => this.orPersonal(token, tokens[i]!.tokenSha256)).catch(problemOf) : { alone: true },
    );
    return { outcomes: await Promise.all(outcomes) };
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

  private async orPersonal(resolved: ResolvedToken, tokenSha256: string): Promise<ResolvedToken> {
    return resolved.active ? resolved : ((await this.personal.resolve(tokenSha256)) ?? resolved);
  }
}

const problemOf = (error: unknown): TokenOutcome => ({ problem: problemErrorOf(error, 'authorization.resolve-token').toProblem() });
