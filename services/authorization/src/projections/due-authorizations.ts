import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { YEAR_SECONDS } from '../domain/authorization/index.js';

/** Ids of one look: the sweep looks again until nothing is due. */
const PAGE = 500;

/**
 * Finds active authorizations for which something is due. Only candidates: the stream itself decides. Times in seconds
 * since 1970-01-01 UTC. Call `ReadModels.catchUp()` first.
 */
@Injectable()
export class DueAuthorizations {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The authorized period has ended. */
  ended(at: number): Promise<string[]> {
    return this.#ids('authorized_until <= $1 ORDER BY authorized_until', [at]);
  }

  /** Nothing was released since. */
  unusedSince(moment: number): Promise<string[]> {
    // A release in bulk is told by `last_used_at` only after some days.
    const released = 'SELECT FROM release_view r WHERE r.authorization_id = authorization_view.authorization_id AND r.recorded_at > $2';
    return this.#ids(`last_used_at <= $1 AND NOT EXISTS (${released}) ORDER BY last_used_at`, [moment, rfc3339Of(moment)]);
  }

  /** When data of an authorization was last released, alone or in bulk; at first the grant. */
  async lastUsedAt(authorizationId: string): Promise<number | undefined> {
    const [row] = await this.dataSource.query<{ used: number }[]>(
      `SELECT greatest(last_used_at, floor(extract(epoch FROM (SELECT max(recorded_at) FROM release_view r
                 WHERE r.authorization_id = a.authorization_id)::timestamptz)))::float8 AS used
         FROM authorization_view a WHERE authorization_id = $1`,
      [authorizationId],
    );
    return row?.used;
  }

  /** The end, or an anniversary, is to be told. */
  reminders(at: number, beforeEndSeconds: number): Promise<string[]> {
    return this.#ids(
      `(authorized_until > $1 AND authorized_until <= $1 + $2::bigint AND authorized_until - started_at > $2
         AND reminded_end IS DISTINCT FROM authorized_until)
       OR (coalesce(reminded_year, started_at) <= $1 - $3::bigint
         AND (authorized_until IS NULL OR authorized_until > $1 + $2 OR authorized_until - started_at <= $2) AND coalesce(authorized_until > $1, true))
       ORDER BY authorization_id`,
      [at, beforeEndSeconds, YEAR_SECONDS],
    );
  }

  /** The next end of an authorized period, `undefined` when none ends. */
  async nextEnd(): Promise<number | undefined> {
    const [row] = await this.dataSource.query<{ next: string | null }[]>(
      `SELECT min(authorized_until) AS next FROM authorization_view WHERE status = 'active'`,
    );
    return row?.next == null ? undefined : Number(row.next);
  }

  /** Authorizations that name a usage point: the active ones, and those that the company gave up and the utility may reinstate. */
  async naming(usagePointId: string): Promise<{ authorizationId: string; customerId: string }[]> {
    return this.dataSource.query(
      `SELECT authorization_id AS "authorizationId", customer_id AS "customerId" FROM authorization_view
       WHERE (status = 'active' OR (status = 'revoked' AND ended ->> 'by' = 'thirdParty')) AND terms -> 'usagePointIds' @> to_jsonb($1::text) ORDER BY authorization_id`,
      [usagePointId],
    );
  }

  async #ids(condition: string, parameters: readonly (number | string)[]): Promise<string[]> {
    const [where, order] = condition.split(/ORDER BY/);
    const rows = await this.dataSource.query<{ authorization_id: string }[]>(
      `SELECT authorization_id FROM authorization_view WHERE status = 'active' AND (${where}) ORDER BY ${order} LIMIT ${PAGE}`,
      [...parameters],
    );
    return rows.map((row) => row.authorization_id);
  }
}

/** As the log writes moments. */
const rfc3339Of = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', '.000000Z');
