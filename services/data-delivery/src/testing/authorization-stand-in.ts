import { createHash } from 'node:crypto';
import {
  bulkReplyOf,
  charactersAtMost,
  MOST_BULK_CHARACTERS,
  ProblemError,
  releasesOf,
  requestSubject,
  type AuthorizationView,
  type GrantPlace,
  type Operation,
  type RecordRelease,
  type ReleaseDecision,
  type ReleaseOutcome,
  type ReplyEnvelope,
  type ReplyOf,
  type RequestOf,
  type ResolvedToken,
  type ThirdPartyView,
  type TokenKind,
  type TokenOutcome,
} from '@greenledger/contracts';
import { connectNats, type NatsConnection, type NatsCredentials } from '@greenledger/messaging';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Answers the requests of data-delivery over real NATS, as the NATS user of authorization. */
export class AuthorizationStandIn {
  readonly tokens = new Map<string, ResolvedToken>();
  readonly recorded: RecordRelease[] = [];
  decide: (release: RecordRelease) => ReleaseDecision | Promise<ReleaseDecision> = AuthorizationStandIn.record;
  /** Told of each revocation; the view then says revoked. */
  onRevoke: (request: RequestOf<'authorization.revoke-authorization'>) => void = () => undefined;
  /** Further authorizations of the company, beside `view`. */
  readonly others: AuthorizationView[] = [];
  #connection: NatsConnection | undefined;

  constructor(
    private readonly credentials: NatsCredentials,
    public view: AuthorizationView,
    readonly company: ThirdPartyView,
  ) {}

  static record({ releaseId }: RecordRelease): ReleaseDecision {
    return { recorded: true, releaseId, version: 2, recordedAt: '2026-01-02T00:00:00.000000Z' };
  }

  token(text: string, kind: TokenKind, scope = '', company = this.company, profile?: 'pge'): void {
    const { thirdPartyId, clientId, status: thirdPartyStatus, applicationInformationId } = company;
    const common = {
      active: true,
      kind,
      clientId,
      thirdPartyId,
      thirdPartyStatus,
      applicationInformationId,
      scope,
      expiresAt: null,
      ...(profile && { profile }),
    } as const;
    this.tokens.set(sha256(text), kind === 'access' ? { ...common, authorization: this.view } : common);
  }

  async start(): Promise<void> {
    this.#connection = await connectNats(this.credentials);
    this.#answer('authorization.resolve-token', ({ tokenSha256 }) => this.tokens.get(tokenSha256) ?? { active: false });
    this.#answer('authorization.resolve-tokens', ({ tokens }) => ({
      outcomes: tokens.map(({ tokenSha256 }): TokenOutcome => this.tokens.get(tokenSha256) ?? { active: false }),
    }));
    this.#answer('authorization.record-release', (release) => {
      this.recorded.push(release);
      return this.decide(release);
    });
    for (const operation of ['authorization.record-releases', 'authorization.record-bulk-release'] as const) {
      this.#answer(operation, async ({ releases }) => {
        this.recorded.push(...releases);
        return { outcomes: await Promise.all(releases.map((release) => outcomeOf(() => this.decide(release)))) };
      });
    }
    this.#answer(
      'authorization.get-authorization',
      ({ authorizationId }) => this.others.find((view) => view.authorizationId === authorizationId) ?? this.view,
    );
    this.#answer('authorization.list-authorizations', () => ({ authorizations: [this.view, ...this.others] }));
    this.#answer('authorization.list-grants', ({ after }) => {
      // Pages of one, so that whoever forgets to go on is found out.
      const all = [this.view, ...this.others].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      const from = after ? all.findIndex((view) => placeOf(view) > placeOf(after)) : 0;
      return { authorizations: from < 0 ? [] : all.slice(from, from + 1), more: from >= 0 && from + 1 < all.length };
    });
    this.#answer('authorization.record-bulk-parts', async (record) => {
      const releases = releasesOf(record);
      // As authorization does.
      if (releases.reduce((sum, release) => sum + charactersAtMost(release), 0) > MOST_BULK_CHARACTERS)
        throw new ProblemError('invalid-body', 'send several');
      this.recorded.push(...releases);
      return bulkReplyOf(await Promise.all(releases.map((release) => outcomeOf(() => this.decide(release)))));
    });
    this.#answer('authorization.list-bulk-grants', ({ thirdPartyId, after }) => {
      const all = [this.view, ...this.others].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      const from = after ? all.findIndex((view) => placeOf(view) > placeOf(after)) : 0;
      const page = from < 0 ? [] : all.slice(from, from + 1);
      const active = page.filter((view) => view.status === 'active' && view.thirdPartyId === thirdPartyId);
      return {
        grants: {
          authorizationIds: active.map(({ authorizationId }) => authorizationId),
          customerIds: active.map(({ customerId }) => customerId),
          usagePointIds: active.map(({ terms }) => terms.usagePointIds),
          dataSets: active.map(({ terms }) => terms.dataSets),
          publishedStarts: active.map(({ terms }) => terms.publishedPeriod.start),
          publishedEnds: active.map(({ terms }) => terms.publishedPeriod.end),
        },
        next: from >= 0 && from + 1 < all.length ? page[0]! : null,
      };
    });
    this.#answer('authorization.summarize-grants', () => {
      const active = [this.view, ...this.others].filter(({ status }) => status === 'active');
      return {
        active: active.length,
        changedAt:
          active
            .map(({ changedAt }) => changedAt)
            .sort()
            .at(-1) ?? null,
      };
    });
    this.#answer('authorization.revoke-authorization', (request) => {
      this.onRevoke(request);
      this.view = { ...this.view, status: 'revoked', ended: { at: '2026-01-05T00:00:00Z', by: request.by, reason: request.reason } };
      return { version: this.view.version + 1 };
    });
    this.#answer('authorization.get-third-party', () => this.company);
    await this.#connection.flush();
  }

  async stop(): Promise<void> {
    await this.#connection?.close();
  }

  #answer<O extends Operation>(operation: O, reply: (request: RequestOf<O>) => ReplyOf<O> | Promise<ReplyOf<O>>): void {
    this.#connection!.subscribe(requestSubject(operation), {
      callback: (_error, message) => {
        // Nest's transport wraps requests as { id, data } and expects { id, response, isDisposed }.
        const { id, data } = message.json<{ id: string; data: RequestOf<O> }>();
        const respond = (response: ReplyEnvelope): void => void message.respond(JSON.stringify({ id, response, isDisposed: true }));
        void (async () => reply(data))().then(
          (answer) => respond({ reply: answer } as ReplyEnvelope),
          (error: unknown) => {
            if (error instanceof ProblemError) respond({ problem: error.toProblem() });
            else throw error;
          },
        );
      },
    });
  }
}

/** As authorization answers for one release of several: the problem of one does not touch the others. */
async function outcomeOf(decide: () => ReleaseDecision | Promise<ReleaseDecision>): Promise<ReleaseOutcome> {
  try {
    return await decide();
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.toProblem() };
    throw error;
  }
}

const placeOf = ({ grantedAt, authorizationId }: GrantPlace): string => `${grantedAt} ${authorizationId}`;
