import { Inject, Injectable } from '@nestjs/common';
import type { SandboxRequestView } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

/** A request as it is written down. */
export type SeenRequest = Omit<SandboxRequestView, 'at'>;

interface Row {
  readonly at: Date;
  readonly step: SandboxRequestView['step'];
  readonly authorization_id: string | null;
  readonly made_by: SandboxRequestView['madeBy'];
  readonly error: string | null;
  readonly description: string;
  readonly authentication: string;
  readonly pkce: boolean;
}

/** What counts for a test, and what a company is shown. */
const SHOWN = `interval '1 day'`;
const MOST_SHOWN = 50;
/** Kept for one client: nobody fills the table by asking again and again. */
const MOST_KEPT = 500;

/** What companies under test were seen doing. Facts for the tests only: no event, and gone after a while. */
@Injectable()
export class SandboxLog {
  readonly #listeners: ((clientId: string, request: SeenRequest) => void)[] = [];

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Calls after each request that this process wrote down. */
  onRecorded(listener: (clientId: string, request: SeenRequest) => void): void {
    this.#listeners.push(listener);
  }

  async record(clientId: string, request: SeenRequest): Promise<void> {
    const { step, authorizationId, madeBy, refusal, authentication, pkce } = request;
    await this.dataSource.query(
      `INSERT INTO sandbox_request (client_id, step, authorization_id, made_by, error, description, authentication, pkce)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [clientId, step, authorizationId, madeBy, refusal?.error ?? null, refusal?.description.slice(0, 500) ?? '', authentication, pkce],
    );
    await this.dataSource.query(
      `DELETE FROM sandbox_request WHERE client_id = $1 AND request_id <=
         (SELECT request_id FROM sandbox_request WHERE client_id = $1 ORDER BY request_id DESC OFFSET ${MOST_KEPT} LIMIT 1)`,
      [clientId],
    );
    for (const listener of this.#listeners) listener(clientId, request);
  }

  /** Of the last day, newest first. Fetches are the releases of the client's sandbox authorizations. */
  async ofClient(clientId: string): Promise<SandboxRequestView[]> {
    const rows = await this.dataSource.query<Row[]>(
      `WITH seen AS (SELECT * FROM sandbox_request WHERE client_id = $1 AND at > now() - ${SHOWN})
       SELECT step, authorization_id, made_by, error, description, authentication, pkce, at FROM seen
       UNION ALL
       SELECT 'resource', r.authorization_id, c.made_by, NULL, '', '', false, r.recorded_at::timestamptz
         FROM release_view r JOIN seen c ON c.authorization_id = r.authorization_id AND c.step = 'consent'
       ORDER BY at DESC LIMIT ${MOST_SHOWN}`,
      [clientId],
    );
    return rows.map((row) => ({
      at: row.at.toISOString(),
      step: row.step,
      authorizationId: row.authorization_id,
      madeBy: row.made_by,
      refusal: row.error === null ? null : { error: row.error, description: row.description },
      authentication: row.authentication,
      pkce: row.pkce,
    }));
  }

  /** Sandbox authorizations of the client in the last day. */
  async consents(clientId: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM sandbox_request WHERE client_id = $1 AND step = 'consent' AND error IS NULL AND at > now() - ${SHOWN}`,
      [clientId],
    );
    return row!.count;
  }

  /** What is too old to be shown. @returns how many */
  async forget(): Promise<number> {
    const [, deleted] = await this.dataSource.query<[unknown, number]>(`DELETE FROM sandbox_request WHERE at < now() - interval '30 days'`);
    return deleted;
  }
}
