import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { BenchCompany } from './bench-company.js';

/** A feed of one authorization. The token is a secret of the throw-away stack. */
export interface BenchFeed {
  readonly accessToken: string;
  /** Path of the Batch/Subscription resource. */
  readonly path: string;
}

const VALID_SECONDS = 86_400;

/**
 * Gives an access token for each authorization that the company holds, as the OAuth server keeps them: fifty consents on pages would
 * take longer than what is measured.
 */
export async function tokensOf(database: pg.Client, { thirdPartyId, clientId }: BenchCompany, scope: string): Promise<BenchFeed[]> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT authorization_id AS id FROM "authorization".authorization_view WHERE third_party_id = $1 AND status = 'active' ORDER BY 1`,
    [thirdPartyId],
  );
  const feeds: BenchFeed[] = [];
  const now = Math.floor(Date.now() / 1_000);
  for (const { id } of rows) {
    const accessToken = randomBytes(32).toString('base64url');
    const payload = { kind: 'AccessToken', clientId, grantId: id, scope, iat: now, exp: now + VALID_SECONDS };
    await database.query(
      `INSERT INTO "authorization".oauth_artifact (model, id_sha256, payload, grant_id, expires_at) VALUES ('AccessToken', $1, $2, $3, $4)`,
      [createHash('sha256').update(accessToken).digest('hex'), JSON.stringify(payload), id, now + VALID_SECONDS],
    );
    feeds.push({ accessToken, path: `/DataCustodian/espi/1_1/resource/Batch/Subscription/${id}` });
  }
  return feeds;
}
