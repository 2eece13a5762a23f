import { Inject, Injectable } from '@nestjs/common';
import { ProblemError, type ThirdPartyView } from '@greenledger/contracts';
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
  readonly secretHash: string;
  readonly pkceRequired: boolean;
  readonly options: ClientOptions;
}

interface Row {
  readonly client_id: string;
  readonly secret_hash: string;
  readonly pkce_required: boolean;
  readonly options: ClientOptions;
}

/** Credentials of companies; the facts about them come from the log. */
@Injectable()
export class Clients {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly thirdParties: ThirdPartyViews,
  ) {}

  /** Makes the credentials of a new client and keeps their hashes. @throws ProblemError `invalid-body` for bad options */
  async issue(clientId: string, thirdPartyId: string, options: ClientOptions = {}): Promise<NewCredentials> {
    checkClientOptions(options);
    const clientSecret = newSecret();
    const registrationAccessToken = newSecret();
    await this.dataSource.query(
      `INSERT INTO oauth_client (client_id, third_party_id, secret_hash, registration_token_sha256, pkce_required, options)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [clientId, thirdPartyId, await hashSecret(clientSecret), sha256(registrationAccessToken), options.pkce !== false, options],
    );
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
    return this.one('client_id', clientId);
  }

  /** @param tokenSha256 lower-case hex */
  async findByRegistrationToken(tokenSha256: string): Promise<OAuthClient | undefined> {
    return this.one('registration_token_sha256', tokenSha256);
  }

  private async one(column: 'client_id' | 'registration_token_sha256', value: string): Promise<OAuthClient | undefined> {
    const [row] = await this.dataSource.query<Row[]>(`SELECT * FROM oauth_client WHERE ${column} = $1`, [value]);
    if (!row) return undefined;
    await this.readModels.catchUp();
    const thirdParty = await this.thirdParties.findBy('clientId', row.client_id);
    return thirdParty && { thirdParty, secretHash: row.secret_hash, pkceRequired: row.pkce_required, options: row.options };
  }
}
