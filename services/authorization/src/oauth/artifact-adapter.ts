import { Logger } from '@nestjs/common';
import { errors, Provider, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import { sha256 } from './digest.js';
import { TokenReuse, type UseOfArtifact } from './token-reuse.js';

interface Row extends UseOfArtifact {
  readonly payload: AdapterPayload;
}

/**
 * Keeps codes, tokens and interactions under the SHA-256 of their value. The value itself (`jti`, and the resume path of
 * an interaction, which contains it) never reaches the database: it comes back from the one who presents it.
 */
export class ArtifactAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly dataSource: DataSource,
    private readonly reuse: TokenReuse,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { jti, returnTo, ...kept } = payload;
    void jti;
    const resume = typeof returnTo === 'string' ? { returnTo: returnTo.replaceAll(id, PLACEHOLDER) } : {};
    const expiresAt = expiresIn ? Math.floor(Date.now() / 1000) + expiresIn : null;
    await this.dataSource.query(
      `INSERT INTO oauth_artifact (model, id_sha256, payload, grant_id, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (model, id_sha256) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id, expires_at = excluded.expires_at`,
      [this.model, sha256(id), JSON.stringify({ ...kept, ...resume }), payload.grantId ?? null, expiresAt],
    );
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = await this.row(id);
    if (!row) return undefined;
    const { payload } = row;
    // A pushed request may be opened again until it is decided (FAPI 2.0, note 3), and not after.
    if (this.model === 'PushedAuthorizationRequest' && row.consumed && Provider.ctx?.oidc.route === 'authorization') return undefined;
    const used = await this.reuse.countsAsUsed(this.model, row);
    return {
      ...payload,
      jti: id,
      ...(typeof payload.returnTo === 'string' && { returnTo: payload.returnTo.replaceAll(PLACEHOLDER, id) }),
      ...(used && { consumed: Math.floor(Date.now() / 1000) }),
    };
  }

  /** Sessions and device codes are not kept here. */
  async findByUid(): Promise<undefined> {
    return undefined;
  }

  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /**
   * Marks a code or refresh token as used. Of two requests at the same moment one wins; what a later use means is said in
   * `token-reuse.ts`.
   */
  async consume(id: string): Promise<void> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE oauth_artifact SET consumed_at = extract(epoch FROM now())::bigint, used_at = now()
       WHERE model = $1 AND id_sha256 = $2 AND consumed_at IS NULL RETURNING 1`,
      [this.model, sha256(id)],
    );
    if (rows.length > 0) return;
    const row = await this.row(id);
    if (row && (await this.reuse.mayRepeat(this.model, row))) return;
    if (row?.grant_id && (await this.reuse.countsAsUsed(this.model, row))) await closeGrant(this.dataSource, row.grant_id);
    throw new errors.InvalidGrant('used already');
  }

  async destroy(id: string): Promise<void> {
    await this.dataSource.query('DELETE FROM oauth_artifact WHERE model = $1 AND id_sha256 = $2', [this.model, sha256(id)]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    // RFC 7009 section 2.1: revoking one access token ends that token; revoking a refresh token ends all of its grant.
    const oidc = Provider.ctx?.oidc;
    if (oidc?.route === 'revocation' && oidc.entities.AccessToken) return;
    await this.dataSource.query('DELETE FROM oauth_artifact WHERE model = $1 AND grant_id = $2', [this.model, grantId]);
  }

  private async row(id: string): Promise<Row | undefined> {
    const [row] = await this.dataSource.query<Row[]>(
      `SELECT payload, grant_id, (payload->>'rotations')::int AS rotations, consumed_at IS NOT NULL AS consumed,
              extract(epoch FROM now() - used_at)::float8 AS used_seconds_ago
       FROM oauth_artifact WHERE model = $1 AND id_sha256 = $2`,
      [this.model, sha256(id)],
    );
    return row;
  }
}

const PLACEHOLDER = '{id}';
const logger = new Logger('OAuthGrants');

/** Ends every token of a grant, also those that a request under way is about to save. The authorization itself stays. */
export async function closeGrant(dataSource: DataSource, grantId: string): Promise<void> {
  logger.warn(
    `security event tokens-ended authorization=${grantId}: a code or refresh token was used twice, or the refresh token was revoked`,
  );
  await endTokens(dataSource, grantId);
}

/** Closes the grant for ever: no token of it, of whatever kind, lives or is issued again. */
export async function endTokens(dataSource: DataSource, grantId: string): Promise<void> {
  await dataSource.query('INSERT INTO oauth_closed_grant (grant_id) VALUES ($1) ON CONFLICT DO NOTHING', [grantId]);
  await dataSource.query('DELETE FROM oauth_artifact WHERE grant_id = $1', [grantId]);
}
