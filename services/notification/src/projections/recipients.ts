import type { ThirdPartyRegistered, Terms } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';
import type { KnownAuthorization } from './planner.js';

interface AuthorizationRow {
  authorization_id: string;
  third_party_id: string;
  customer_id: string;
  active: boolean;
  terms: Terms;
  locale: string | null;
  holdings: NonNullable<KnownAuthorization['holdings']>;
}

/** Who is to be told: companies with their notify URI, and what each authorization covers. Runs in the consumer's transaction. */
export class Recipients {
  constructor(private readonly manager: EntityManager) {}

  async saveThirdParty({ thirdPartyId, name, notifyUri }: ThirdPartyRegistered['data']): Promise<void> {
    await this.manager.query(
      `insert into third_party (third_party_id, name, notify_uri) values ($1, $2, $3)
       on conflict (third_party_id) do update set name = excluded.name, notify_uri = excluded.notify_uri, disabled_at = null, disabled_because = null`,
      [thirdPartyId, name, notifyUri],
    );
  }

  /** Whether a customer has ever shared with the company. */
  async isSharedWith(thirdPartyId: string): Promise<boolean> {
    const rows: unknown[] = await this.manager.query('select 1 from authorization_terms where third_party_id = $1 limit 1', [thirdPartyId]);
    return rows.length > 0;
  }

  /** Empty text when the company is unknown, which the order of the log rules out. */
  async thirdPartyName(thirdPartyId: string): Promise<string> {
    const rows = await this.manager.query('select name from third_party where third_party_id = $1', [thirdPartyId]);
    return rows[0]?.name ?? '';
  }

  async saveAuthorization(authorization: KnownAuthorization): Promise<void> {
    const { authorizationId, thirdPartyId, customerId, active, terms, locale = null, holdings = {} } = authorization;
    await this.manager.query(
      `insert into authorization_terms (authorization_id, third_party_id, customer_id, active, terms, holdings, locale) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (authorization_id) do update set active = excluded.active, terms = excluded.terms, holdings = excluded.holdings, locale = excluded.locale`,
      [authorizationId, thirdPartyId, customerId, active, JSON.stringify(terms), JSON.stringify(holdings), locale],
    );
    await this.manager.query('delete from authorized_usage_point where authorization_id = $1', [authorizationId]);
    if (!active) return;
    await this.manager.query(
      'insert into authorized_usage_point (authorization_id, usage_point_id) select $1, unnest($2::text[]) on conflict do nothing',
      [authorizationId, terms.usagePointIds],
    );
  }

  /** @throws Error when the log told of a change before the grant: a projection stops on that, it never skips. */
  async authorization(authorizationId: string): Promise<KnownAuthorization> {
    const rows = await this.manager.query('select * from authorization_terms where authorization_id = $1', [authorizationId]);
    if (!rows[0]) throw new Error(`authorization ${authorizationId} changed before it was granted; rebuild the projection from the log`);
    return toKnown(rows[0]);
  }

  /** Active authorizations that hold at least one of the usage points. */
  async activeFor(usagePointIds: readonly string[]): Promise<readonly KnownAuthorization[]> {
    const rows: AuthorizationRow[] = await this.manager.query(
      `select * from authorization_terms where active and authorization_id in
         (select authorization_id from authorized_usage_point where usage_point_id = any($1)) order by authorization_id`,
      [usagePointIds],
    );
    return rows.map(toKnown);
  }
}

const toKnown = (row: AuthorizationRow): KnownAuthorization => ({
  authorizationId: row.authorization_id,
  thirdPartyId: row.third_party_id,
  customerId: row.customer_id,
  active: row.active,
  terms: row.terms,
  locale: row.locale,
  holdings: row.holdings,
});
