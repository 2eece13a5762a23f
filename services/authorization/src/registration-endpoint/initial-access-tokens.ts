import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newSecret } from '../oauth/client-secret.js';
import { sha256 } from '../oauth/digest.js';

/** Tokens that operators hand to companies: without one nobody registers by machine (SEC-028). */
@Injectable()
export class InitialAccessTokens {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** @param issuedBy user name of the operator @returns the token, told this once */
  async issue(issuedBy: string, days: number): Promise<string> {
    const token = newSecret();
    await this.dataSource.query(
      'INSERT INTO oauth_initial_access_token (token_sha256, issued_by, expires_at) VALUES ($1, $2, now() + make_interval(days => $3))',
      [sha256(token), issuedBy, days],
    );
    return token;
  }

  /**
   * Binds the token to a registration. The same token again gives the id of before, so that a request whose answer was lost
   * can be repeated until the registration stands.
   * @returns the id of the registration, or undefined for a token that is unknown, over or used up
   */
  async bind(token: string, thirdPartyId: string): Promise<string | undefined> {
    const [rows] = await this.dataSource.query<[{ third_party_id: string }[], number]>(
      `UPDATE oauth_initial_access_token SET third_party_id = coalesce(third_party_id, $2)
       WHERE token_sha256 = $1 AND expires_at > now() RETURNING third_party_id`,
      [sha256(token), thirdPartyId],
    );
    return rows[0]?.third_party_id;
  }

  /** Uses the token up. */
  async end(token: string): Promise<void> {
    await this.dataSource.query('DELETE FROM oauth_initial_access_token WHERE token_sha256 = $1', [sha256(token)]);
  }
}
