import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import { sha256 } from './digest.js';

interface Row {
  readonly payload: AdapterPayload;
  readonly consumed_at: string | null;
}

/**
 * Keeps codes, tokens and interactions under the SHA-256 of their value. The value itself (`jti`, and the resume path of
 * an interaction, which contains it) never reaches the database: it comes back from the one who presents it.
 */
export class ArtifactAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly dataSource: DataSource,
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
    const [row] = await this.dataSource.query<Row[]>(
      'SELECT payload, consumed_at FROM oauth_artifact WHERE model = $1 AND id_sha256 = $2',
      [this.model, sha256(id)],
    );
    if (!row) return undefined;
    const { payload, consumed_at } = row;
    return {
      ...payload,
      jti: id,
      ...(typeof payload.returnTo === 'string' && { returnTo: payload.returnTo.replaceAll(PLACEHOLDER, id) }),
      ...(consumed_at !== null && { consumed: Number(consumed_at) }),
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
   * Marks a code or refresh token as used. Of two requests at the same moment one wins; the other is a second use, which
   * ends every token of the grant (RFC 6749 section 4.1.2, RFC 9700 section 4.14.2).
   */
  async consume(id: string): Promise<void> {
    const [rows] = await this.dataSource.query<[{ grant_id: string | null }[], number]>(
      `UPDATE oauth_artifact SET consumed_at = $3 WHERE model = $1 AND id_sha256 = $2 AND consumed_at IS NULL RETURNING grant_id`,
      [this.model, sha256(id), Math.floor(Date.now() / 1000)],
    );
    if (rows.length > 0) return;
    const [used] = await this.dataSource.query<{ grant_id: string | null }[]>(
      'SELECT grant_id FROM oauth_artifact WHERE model = $1 AND id_sha256 = $2',
      [this.model, sha256(id)],
    );
    if (used?.grant_id) await closeGrant(this.dataSource, used.grant_id);
    throw new errors.InvalidGrant('used already');
  }

  async destroy(id: string): Promise<void> {
    await this.dataSource.query('DELETE FROM oauth_artifact WHERE model = $1 AND id_sha256 = $2', [this.model, sha256(id)]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.dataSource.query('DELETE FROM oauth_artifact WHERE model = $1 AND grant_id = $2', [this.model, grantId]);
  }
}

const PLACEHOLDER = '{id}';

/** Ends every token of a grant, also those that a request under way is about to save. The authorization itself stays. */
export async function closeGrant(dataSource: DataSource, grantId: string): Promise<void> {
  await dataSource.query('INSERT INTO oauth_closed_grant (grant_id) VALUES ($1) ON CONFLICT DO NOTHING', [grantId]);
  await dataSource.query('DELETE FROM oauth_artifact WHERE grant_id = $1', [grantId]);
}
