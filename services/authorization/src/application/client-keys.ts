import { Inject, Injectable, Logger } from '@nestjs/common';
import { credentialFault, ProblemError, type CredentialFault, type CredentialFaultCode } from '@greenledger/contracts';
import { guardedRequest, OutboundRefused, type OutboundRule } from '@greenledger/service-kit';
import { DataSource } from 'typeorm';
import { OutboundRules } from './outbound-rules.js';
import { refusedCredential } from './refused-credential.js';
import { readPublicKeys, type PublicKeySet } from './public-keys.js';

const LARGEST_JWKS = 65_536;
const TIMEOUT_MS = 4000;
/** An unknown key makes us read a set again this often at most: who sends such keys must not use us against its address. */
const AGAIN_SECONDS = 60;

/** Public keys of clients that authenticate by private_key_jwt (RFC 7523), given directly or by a JWKS URI. */
@Injectable()
export class ClientKeys {
  private readonly logger = new Logger(ClientKeys.name);

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(OutboundRules) private readonly outbound: OutboundRules,
  ) {}

  /** Switches the client to private_key_jwt. @throws ProblemError `invalid-body` when the keys cannot be had or used */
  async useKeys(clientId: string, { jwks, jwksUri }: { jwks?: string; jwksUri?: string }): Promise<void> {
    if ((jwks === undefined) === (jwksUri === undefined))
      throw refused(credentialFault('keysOrAddress'), 'give either a key set or the address of one');
    const keys = await readPublicKeys(jwks ?? (await this.fetchKeys(jwksUri!)));
    await this.dataSource.query(
      `UPDATE oauth_client SET auth_method = 'private_key_jwt', jwks = $2, jwks_uri = $3, jwks_read_at = now(),
         tls_subject = NULL, last_token_at = NULL WHERE client_id = $1`,
      [clientId, JSON.stringify(keys), jwksUri ?? null],
    );
  }

  /** Back to the secret. @throws ProblemError `conflict` when the client has none */
  async useSecret(clientId: string): Promise<void> {
    const [, changed] = await this.dataSource.query<[unknown, number]>(
      `UPDATE oauth_client c SET auth_method = 'client_secret_basic', jwks = NULL, jwks_uri = NULL, tls_subject = NULL
       WHERE client_id = $1 AND EXISTS (SELECT 1 FROM oauth_client_secret s WHERE s.client_id = c.client_id AND NOT for_test AND (expires_at IS NULL OR expires_at > now()))`,
      [clientId],
    );
    if (changed === 0)
      throw refusedCredential(credentialFault('noSecret'), 'the client has no secret; create one first', undefined, 'conflict');
  }

  /**
   * Reads every JWKS URI again that was read longer ago than that. A set that cannot be had leaves the keys of before.
   * @returns why it failed, by client id
   */
  async refresh(olderThanSeconds: number): Promise<ReadonlyMap<string, string>> {
    const due = await this.dataSource.query<{ client_id: string; jwks_uri: string }[]>(
      `SELECT client_id, jwks_uri FROM oauth_client WHERE jwks_uri IS NOT NULL AND jwks_read_at < now() - make_interval(secs => $1) LIMIT 100`,
      [olderThanSeconds],
    );
    const failures = new Map<string, string>();
    for (const { client_id, jwks_uri } of due) {
      let keys: PublicKeySet | undefined;
      try {
        keys = await readPublicKeys(await this.fetchKeys(jwks_uri));
      } catch (error) {
        failures.set(client_id, error instanceof Error ? error.message : String(error));
      }
      await this.dataSource.query('UPDATE oauth_client SET jwks = coalesce($2, jwks), jwks_read_at = now() WHERE client_id = $1', [
        client_id,
        keys ? JSON.stringify(keys) : null,
      ]);
    }
    return failures;
  }

  /**
   * Reads the JWKS URI of a client at once, because an assertion names a key that its set does not hold; at most once in a while,
   * whoever asks. A set that cannot be had leaves the keys of before.
   * @returns whether the keys were read
   */
  async readAgain(clientId: string): Promise<boolean> {
    const [due] = await this.dataSource.query<[{ jwks_uri: string }[], number]>(
      `UPDATE oauth_client SET jwks_read_at = now() WHERE client_id = $1 AND jwks_uri IS NOT NULL
         AND jwks_read_at < now() - make_interval(secs => ${AGAIN_SECONDS}) RETURNING jwks_uri`,
      [clientId],
    );
    if (!due[0]) return false;
    try {
      const keys = await readPublicKeys(await this.fetchKeys(due[0].jwks_uri));
      await this.dataSource.query('UPDATE oauth_client SET jwks = $2 WHERE client_id = $1', [clientId, JSON.stringify(keys)]);
      return true;
    } catch (error) {
      this.logger.warn(`keys of ${clientId} stay as they were: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  private async fetchKeys(url: string): Promise<string> {
    const { allowLoopback } = this.outbound;
    try {
      const answer = await guardedRequest({
        url,
        allowLoopback,
        timeoutMilliseconds: TIMEOUT_MS,
        largestBody: LARGEST_JWKS,
        headers: { accept: 'application/jwk-set+json, application/json' },
      });
      if (answer.status === 200) return answer.body;
      throw refused(
        credentialFault('keysAddressStatus', String(answer.status)),
        `its address answered ${answer.status}; it must answer 200`,
      );
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (error instanceof OutboundRefused) throw refused({ code: BY_RULE[error.rule] }, error.message);
      const code = (error as { code?: string }).code ?? 'no answer';
      throw refused(credentialFault('keysAddressSilent', code), `its address does not answer within ${TIMEOUT_MS / 1000} s (${code})`);
    }
  }
}

const BY_RULE: Record<OutboundRule, CredentialFaultCode> = {
  'no-uri': 'keysAddressNoUri',
  'not-https': 'keysAddressNotHttps',
  credentials: 'keysAddressCredentials',
  'not-public': 'keysAddressNotPublic',
};

const refused = (fault: CredentialFault, rule: string): ProblemError => refusedCredential(fault, `the key set is refused: ${rule}`, 'jwks');
