import { Inject, Injectable } from '@nestjs/common';
import { ProblemError, type ClientAuthMethod, type ThirdPartyView, type TlsSubject } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';
import { checkClientOptions, type ClientOptions } from './client-options.js';
import { hashSecret, newSecret } from './client-secret.js';
import { sha256 } from './digest.js';

/** What a company is told once and never again. */
export interface NewCredentials {
  readonly clientSecret: string;
  readonly registrationAccessToken: string;
}

export interface OAuthClient {
  readonly thirdParty: ThirdPartyView;
  /** Hashes of all secrets that are good now, with blanks between; empty when there is none. */
  readonly secretHash: string;
  readonly pkceRequired: boolean;
  /** PEM of the certificates that the company uploaded and that are valid now. */
  readonly certificates: readonly string[];
  readonly authMethod: ClientAuthMethod;
  readonly jwks: { readonly keys: readonly object[] } | null;
  readonly options: ClientOptions;
  /** The name that certificates of a `tls_client_auth` client carry. */
  readonly tlsSubject: TlsSubject | null;
  /** Confirmed and not approved yet: its customers are the sandbox customer, and nobody else. */
  readonly inSandbox: boolean;
}

interface Row {
  readonly client_id: string;
  readonly secret_hash: string;
  readonly pkce_required: boolean;
  readonly certificates: readonly string[] | null;
  readonly auth_method: ClientAuthMethod;
  readonly jwks: OAuthClient['jwks'];
  readonly options: ClientOptions;
  readonly tls_subject: TlsSubject | null;
}

const SELECT = `SELECT c.client_id, c.pkce_required, c.auth_method, c.jwks, c.options, c.tls_subject,
    (SELECT json_agg(t.pem) FROM oauth_client_certificate t WHERE t.client_id = c.client_id AND t.not_after > now()) AS certificates, coalesce((
    SELECT string_agg(s.secret_hash, ' ') FROM oauth_client_secret s
    WHERE s.client_id = c.client_id AND (s.expires_at IS NULL OR s.expires_at > now())), '') AS secret_hash
  FROM oauth_client c`;

/** Credentials of companies; the facts about them come from the log. */
@Injectable()
export class Clients {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly thirdParties: ThirdPartyViews,
  ) {}

  /** Opens a client that has no credentials yet; again, it changes nothing. */
  async open(clientId: string, thirdPartyId: string): Promise<void> {
    await this.dataSource.query('INSERT INTO oauth_client (client_id, third_party_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      clientId,
      thirdPartyId,
    ]);
  }

  /** Makes the credentials of a new client and keeps their hashes. @throws ProblemError `invalid-body` for bad options */
  async issue(clientId: string, thirdPartyId: string, options: ClientOptions = {}): Promise<NewCredentials> {
    checkClientOptions(options);
    await this.open(clientId, thirdPartyId);
    await this.setOptions(clientId, options);
    const clientSecret = newSecret();
    const registrationAccessToken = newSecret();
    await this.dataSource.query('INSERT INTO oauth_client_secret (client_id, secret_hash) VALUES ($1, $2)', [
      clientId,
      await hashSecret(clientSecret),
    ]);
    await this.dataSource.query('INSERT INTO oauth_registration_token (token_sha256, client_id) VALUES ($1, $2)', [
      sha256(registrationAccessToken),
      clientId,
    ]);
    return { clientSecret, registrationAccessToken };
  }

  /** Replaces the options of a client. @throws ProblemError `invalid-body` for bad options, `not-found` for an unknown client */
  async setOptions(clientId: string, options: ClientOptions): Promise<void> {
    checkClientOptions(options);
    const [, changed] = await this.dataSource.query<[unknown, number]>(
      'UPDATE oauth_client SET options = $2, pkce_required = $3 WHERE client_id = $1',
      [clientId, options, options.pkce !== false],
    );
    if (changed === 0) throw new ProblemError('not-found', 'there is no such client; register it first');
  }

  async find(clientId: string): Promise<OAuthClient | undefined> {
    return this.one(`${SELECT} WHERE c.client_id = $1`, clientId);
  }

  /** @param tokenSha256 lower-case hex */
  async findByRegistrationToken(tokenSha256: string): Promise<OAuthClient | undefined> {
    const token = 'SELECT client_id FROM oauth_registration_token WHERE token_sha256 = $1 AND (expires_at IS NULL OR expires_at > now())';
    return this.one(`${SELECT} WHERE c.client_id IN (${token})`, tokenSha256);
  }

  private async one(sql: string, value: string): Promise<OAuthClient | undefined> {
    const [row] = await this.dataSource.query<Row[]>(sql, [value]);
    if (!row) return undefined;
    await this.readModels.catchUpGrants();
    const found = await this.thirdParties.findWithStage('clientId', row.client_id);
    // A terminated company has no client any more: no token, no registration, nothing to ask customers with.
    if (!found || found.view.status === 'terminated') return undefined;
    const { view: thirdParty, stage } = found;
    const inSandbox = thirdParty.status === 'review' && stage !== 'registered';
    const { secret_hash: secretHash, pkce_required: pkceRequired, auth_method: authMethod, jwks, options, tls_subject: tlsSubject } = row;
    return { thirdParty, secretHash, pkceRequired, authMethod, jwks, options, tlsSubject, inSandbox, certificates: row.certificates ?? [] };
  }
}
