import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ClientAuthMethod } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import type { ClientOptions } from '../../oauth/client-options.js';
import { hashSecret, newSecret } from '../../oauth/client-secret.js';
import { Clients } from '../../oauth/clients.js';
import { sha256 } from '../../oauth/digest.js';

/** Long enough for one run. Seconds. */
const LIFETIME = 60;

/** What a test needs to be the client for a minute. The company's own credentials are known as hashes only, so it gets its own. */
export interface TestCredentials {
  readonly authMethod: ClientAuthMethod;
  /** The client's latest successful token request, RFC 3339 UTC; null when there was none. */
  readonly lastTokenAt: string | null;
  /** Whether a test can be the client: only with a secret, bearer tokens and plain authorize requests. */
  readonly canActAsClient: boolean;
  /** RFC 9126: the authorize endpoint takes no plain request of this client. */
  readonly pushedRequestsOnly: boolean;
  /** Whether the company has made a credential of its own. */
  readonly hasOwn: boolean;
  readonly clientSecret: string;
  readonly registrationAccessToken: string;
}

@Injectable()
export class TestCredentialMaker {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Clients) private readonly clients: Clients,
  ) {}

  /** Runs the work with credentials that are taken away after it, and end by themselves when this process dies. */
  async with<T>(clientId: string, thirdPartyId: string, work: (credentials: TestCredentials) => Promise<T>): Promise<T> {
    await this.clients.open(clientId, thirdPartyId);
    const [row] = await this.dataSource.query<
      { auth_method: ClientAuthMethod; options: ClientOptions; last_token_at: Date | null; has_own: boolean }[]
    >(
      `SELECT auth_method, options, last_token_at, (auth_method <> 'client_secret_basic' OR EXISTS (SELECT 1 FROM oauth_client_secret s
         WHERE s.client_id = c.client_id AND NOT for_test)) AS has_own FROM oauth_client c WHERE client_id = $1`,
      [clientId],
    );
    const [secretId, clientSecret, registrationAccessToken] = [randomUUID(), newSecret(), newSecret()];
    const token = sha256(registrationAccessToken);
    await this.dataSource.query(
      `INSERT INTO oauth_client_secret (secret_id, client_id, secret_hash, for_test, expires_at)
       VALUES ($1, $2, $3, true, now() + make_interval(secs => ${LIFETIME}))`,
      [secretId, clientId, await hashSecret(clientSecret)],
    );
    await this.dataSource.query(
      `INSERT INTO oauth_registration_token (token_sha256, client_id, expires_at) VALUES ($1, $2, now() + make_interval(secs => ${LIFETIME}))`,
      [token, clientId],
    );
    try {
      const { auth_method: authMethod, options, last_token_at: last, has_own: hasOwn } = row!;
      const { authentication = 'client_secret', tokens = 'bearer', pushedRequestsOnly = false } = options;
      const bySecret = authMethod === 'client_secret_basic' && authentication === 'client_secret';
      const canActAsClient = bySecret && tokens === 'bearer' && !pushedRequestsOnly;
      const lastTokenAt = last?.toISOString() ?? null;
      return await work({ authMethod, lastTokenAt, hasOwn, canActAsClient, pushedRequestsOnly, clientSecret, registrationAccessToken });
    } finally {
      await this.dataSource.query('DELETE FROM oauth_client_secret WHERE secret_id = $1', [secretId]);
      await this.dataSource.query('DELETE FROM oauth_registration_token WHERE token_sha256 = $1', [token]);
    }
  }
}
