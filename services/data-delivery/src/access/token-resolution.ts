import { MOST_TOKENS, ProblemError, type RequestOf, type ResolvedToken, type TokenOutcome } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import { InBatches } from '../release/in-batches.js';

type BroughtToken = RequestOf<'authorization.resolve-token'>;

/** Requests that are waited for at the same time. */
const AT_ONCE = 16;

/** Asks what tokens open at this moment: those that come at the same time with one request. Nothing is kept. */
export class TokenResolution {
  readonly #batches = new InBatches<BroughtToken, TokenOutcome>((tokens) => this.#ask(tokens), MOST_TOKENS, AT_ONCE);

  constructor(private readonly requests: RequestClient) {}

  /** @throws ProblemError `unavailable` when there is no answer, and whatever the owner answers in place of one */
  async resolve(token: BroughtToken): Promise<ResolvedToken> {
    const outcome = await this.#batches.add(token);
    if ('active' in outcome) return outcome;
    if ('alone' in outcome) return this.requests.request('authorization.resolve-token', token);
    const { code, detail, type: _type, title: _title, status: _status, ...members } = outcome.problem;
    throw new ProblemError(code, detail, members);
  }

  async #ask(tokens: readonly BroughtToken[]): Promise<readonly TokenOutcome[]> {
    if (tokens.length === 1) return [await this.requests.request('authorization.resolve-token', tokens[0]!)];
    return (await this.requests.request('authorization.resolve-tokens', { tokens })).outcomes;
  }
}
