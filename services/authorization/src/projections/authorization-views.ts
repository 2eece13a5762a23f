import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationView, ReleaseView } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { reversibleUntil } from '../domain/authorization/index.js';

export interface AuthorizationRow {
  readonly authorization_id: string;
  readonly third_party_id: string;
  readonly third_party_name: string;
  readonly customer_id: string;
  readonly status: AuthorizationView['status'];
  readonly terms: AuthorizationView['terms'];
  readonly scope: string;
  readonly version: number;
  readonly terms_version: number;
  readonly granted_at: string;
  readonly changed_at: string;
  readonly ended: AuthorizationView['ended'] | null;
  readonly sandbox: boolean;
}

export const SELECT_VIEW = `SELECT a.*, coalesce(t.facts->>'name', '') AS third_party_name
  FROM authorization_view a LEFT JOIN third_party_view t USING (third_party_id)`;

/** Those of the sandbox are listed while the company is in it, and never beside those of customers. */
export const IN_ITS_PLACE = `(NOT a.sandbox OR t.status = 'review')`;

/** Reads the views of authorizations and their releases. Call `ReadModels.catchUp()` first to see every committed event. */
@Injectable()
export class AuthorizationViews {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async find(authorizationId: string): Promise<AuthorizationView | undefined> {
    const [row] = await this.dataSource.query<AuthorizationRow[]>(`${SELECT_VIEW} WHERE a.authorization_id = $1`, [authorizationId]);
    return row && viewOf(row);
  }

  /** Newest first. */
  async ofThirdParty(thirdPartyId: string): Promise<AuthorizationView[]> {
    const rows = await this.dataSource.query<AuthorizationRow[]>(
      `${SELECT_VIEW} WHERE a.third_party_id = $1 AND ${IN_ITS_PLACE} ORDER BY a.granted_at DESC`,
      [thirdPartyId],
    );
    return rows.map(viewOf);
  }

  /** Whether anybody else than this customer ever granted something to the company. */
  async hasOtherCustomers(thirdPartyId: string, customerId: string): Promise<boolean> {
    const [row] = await this.dataSource.query<{ found: boolean }[]>(
      'SELECT EXISTS (SELECT 1 FROM authorization_view WHERE third_party_id = $1 AND customer_id <> $2 AND NOT sandbox) AS found',
      [thirdPartyId, customerId],
    );
    return row!.found;
  }

  /** Newest first. */
  async ofCustomer(customerId: string): Promise<AuthorizationView[]> {
    const rows = await this.dataSource.query<AuthorizationRow[]>(`${SELECT_VIEW} WHERE a.customer_id = $1 ORDER BY a.granted_at DESC`, [
      customerId,
    ]);
    return rows.map(viewOf);
  }

  /** Newest first. */
  async releases(authorizationId: string): Promise<ReleaseView[]> {
    return this.dataSource.query<ReleaseView[]>(
      `SELECT r.release_id AS "releaseId", r.authorization_id AS "authorizationId", r.third_party_id AS "thirdPartyId",
              coalesce(t.facts->>'name', '') AS "thirdPartyName", r.recorded_at AS "recordedAt", r.manifest
       FROM release_view r LEFT JOIN third_party_view t USING (third_party_id)
       WHERE r.authorization_id = $1 ORDER BY r.position DESC`,
      [authorizationId],
    );
  }
}

export function viewOf(row: AuthorizationRow): AuthorizationView {
  return {
    authorizationId: row.authorization_id,
    thirdPartyId: row.third_party_id,
    thirdPartyName: row.third_party_name,
    customerId: row.customer_id,
    status: row.status,
    terms: row.terms,
    scope: row.scope,
    version: row.version,
    termsVersion: row.terms_version,
    grantedAt: row.granted_at,
    changedAt: row.changed_at,
    ...(row.sandbox && { sandbox: true }),
    ...(row.ended && { ended: row.ended }),
    ...(row.ended?.by === 'thirdParty' && {
      reversibleUntil: reversibleUntil(Math.floor(Date.parse(row.ended.at) / 1000), row.terms.authorizedPeriod.end),
    }),
  };
}
