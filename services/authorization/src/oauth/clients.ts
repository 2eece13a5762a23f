import { Inject, Injectable } from '@nestjs/common';
import type { ClientAuthMethod, ThirdPartyView } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';
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
  readonly authMethod: ClientAuthMethod;
  readonly jwks: { readonly keys: readonly object[] } | null;
}

interface Row {
  readonly client_id: string;
  readonly secret_hash: string;
  readonly pkce_required: boolean;
  readonly auth_method: ClientAuthMethod;
  readonly jwks: OAuthClient['jwks'];
}

const SELECT = `SELECT c.client_id, c.pkce_required, c.auth_method, c.jwks, coalesce((
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

  /** Makes the credentials of a new client and keeps their hashes. */
  async issue(clientId: string, thirdPartyId: string): Promise<NewCredentials> {
    await this.open(clientId, thirdPartyId);
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
    await this.readModels.catchUp();
    const thirdParty = await this.thirdParties.findBy('clientId', row.client_id);
    // A terminated company has no client any more: no token, no registration, nothing to ask customers with.
    if (!thirdParty || thirdParty.status === 'terminated') return undefined;
    const { secret_hash: secretHash, pkce_required: pkceRequired, auth_method: authMethod, jwks } = row;
    return { thirdParty, secretHash, pkceRequired, authMethod, jwks };
  }
}
