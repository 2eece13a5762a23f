import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  ProblemError,
  SELF_ACCESS_THIRD_PARTY_ID,
  type PersonalTokenView,
  type ReplyOf,
  type RequestOf,
  type ResolvedToken,
} from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { LiveGrants } from '../oauth/live-grants.js';
import { ReadModels } from '../projections/read-models.js';
import { Authorizations } from './authorizations.js';
import { CallWindow } from './call-window.js';
import { SELF_ACCESS_PURPOSE, SELF_ACCESS_SCOPE, SelfAccess } from './self-access.js';

const VALID_DAYS = 365;
const HISTORY_SECONDS = 94_608_000;
const LIVE_TOKENS = 10;
const CALLS_PER_MINUTE = 60;
const LONGEST_LABEL = 60;
/** Tells what it is to people and to scanners for leaked secrets. */
const PREFIX = 'glp_';

const UTC = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const SELECT = `SELECT p.token_id AS "tokenId", p.label, p.authorization_id AS "authorizationId", ${UTC('p.created_at')} AS "createdAt",
  ${UTC('p.expires_at')} AS "expiresAt", ${UTC('p.last_used_at')} AS "lastUsedAt", coalesce(a.status = 'active' AND p.expires_at > now(), false) AS live
  FROM personal_token p LEFT JOIN authorization_view a USING (authorization_id)`;

/**
 * Read-only tokens with which customers read their own data (missions M-17, M-18, without a company or a server). Each is
 * an authorization of the customer for the customer: the same log, the same release path, the same pages.
 */
@Injectable()
export class PersonalTokens {
  readonly #calls = new CallWindow(CALLS_PER_MINUTE, 60_000);

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RequestClient) private readonly requests: RequestClient,
    @Inject(Authorizations) private readonly authorizations: Authorizations,
    @Inject(LiveGrants) private readonly grants: LiveGrants,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(SelfAccess) private readonly selfAccess: SelfAccess,
  ) {}

  /** @throws ProblemError `invalid-body`, `usage-point-not-held` for a customer without services, `too-many-requests` */
  async create({
    customerId,
    label,
    consent,
  }: RequestOf<'authorization.create-personal-token'>): Promise<ReplyOf<'authorization.create-personal-token'>> {
    const name = label.trim();
    if (name === '' || name.length > LONGEST_LABEL)
      throw new ProblemError('invalid-body', `name the token in 1 to ${LONGEST_LABEL} characters`);
    const { services } = await this.requests.request('meter-ingestion.list-services', { customerId });
    if (services.length === 0) throw new ProblemError('usage-point-not-held', 'the customer has no service, so there is nothing to read');
    if ((await this.list(customerId)).filter(({ live }) => live).length >= LIVE_TOKENS) {
      throw new ProblemError('too-many-requests', `there are ${LIVE_TOKENS} tokens already; end one that is not used any more`);
    }
    await this.selfAccess.ensure();
    const [authorizationId, tokenId] = [randomUUID(), randomUUID()];
    const token = PREFIX + randomBytes(32).toString('base64url');
    const until = Math.floor(Date.now() / 1000) + VALID_DAYS * 86_400;
    await this.authorizations.grant({
      authorizationId,
      thirdPartyId: SELF_ACCESS_THIRD_PARTY_ID,
      customerId,
      choice: {
        usagePointIds: services.map(({ usagePointId }) => usagePointId),
        dataSets: ['usage'],
        authorizedUntil: until,
        historyLength: HISTORY_SECONDS,
      },
      consent: { ...consent, method: 'selfAccess' },
      scope: SELF_ACCESS_SCOPE,
      purpose: SELF_ACCESS_PURPOSE,
    });
    await this.dataSource.query(
      `INSERT INTO personal_token (token_id, token_sha256, customer_id, authorization_id, label, expires_at) VALUES ($1, $2, $3, $4, $5, to_timestamp($6))`,
      [tokenId, createHash('sha256').update(token).digest('hex'), customerId, authorizationId, name, until],
    );
    const view = (await this.list(customerId)).find((one) => one.tokenId === tokenId)!;
    return { token, view };
  }

  /** Newest first. */
  async list(customerId: string): Promise<PersonalTokenView[]> {
    await this.readModels.catchUp();
    return this.dataSource.query(`${SELECT} WHERE p.customer_id = $1 ORDER BY p.created_at DESC, p.token_id`, [customerId]);
  }

  /** Ends the token and its authorization, when it answers. @throws ProblemError `not-found` */
  async revoke({ customerId, tokenId }: RequestOf<'authorization.revoke-personal-token'>): Promise<void> {
    const own = (await this.list(customerId)).find((token) => token.tokenId === tokenId);
    if (!own) throw new ProblemError('not-found', 'there is no such token');
    await this.authorizations.revoke({ authorizationId: own.authorizationId, by: 'customer', customerId, reason: 'The token was ended' });
  }

  /**
   * What a token opens; `undefined` for what is no personal token.
   * @throws ProblemError `too-many-requests` with `retryAfter`, seconds
   */
  async resolve(tokenSha256: string): Promise<ResolvedToken | undefined> {
    const [row] = await this.dataSource.query<{ authorization_id: string; expires_at: string }[]>(
      `SELECT authorization_id, extract(epoch FROM expires_at)::text AS expires_at FROM personal_token WHERE token_sha256 = $1 AND expires_at > now()`,
      [tokenSha256],
    );
    const grant = row && (await this.grants.find(row.authorization_id));
    if (!row || !grant) return undefined;
    const retryAfter = this.#calls.take(tokenSha256, Date.now());
    if (retryAfter > 0) {
      const detail = `a personal token may be used ${CALLS_PER_MINUTE} times a minute; try again in ${retryAfter} seconds`;
      throw new ProblemError('too-many-requests', detail, { retryAfter });
    }
    await this.dataSource.query(
      `UPDATE personal_token SET last_used_at = now() WHERE token_sha256 = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [tokenSha256],
    );
    const { thirdParty, authorization } = grant;
    const { clientId, thirdPartyId, applicationInformationId, status: thirdPartyStatus } = thirdParty;
    const facts = { clientId, thirdPartyId, applicationInformationId, thirdPartyStatus, scope: authorization.scope };
    return { active: true, kind: 'access', ...facts, expiresAt: Math.floor(Number(row.expires_at)), authorization };
  }
}
