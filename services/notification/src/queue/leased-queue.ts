import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** A row that this process may work on until its lease ends. */
export interface Leased<Row> {
  readonly id: string;
  readonly leaseId: string;
  readonly lane: string;
  /** Attempts that came to an end before this one. */
  readonly attempts: number;
  readonly row: Row;
}

/**
 * A table of things to do, worked on by any number of processes. A claimed row carries a lease: when its process is killed,
 * the lease runs out and the row is done again; nothing is lost, at worst something is sent twice under the same id.
 */
export class LeasedQueue<Row> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly table: 'delivery' | 'mail' | 'account_mail',
    /** Seconds; longer than one attempt can take. */
    private readonly leaseSeconds: number,
  ) {}

  /** Lanes that have a row due now, the longest waiting first, without those in `busy`. */
  async dueLanes(busy: readonly string[], limit: number): Promise<readonly string[]> {
    const rows: { lane: string }[] = await this.dataSource.query(
      `select lane from ${this.table} where state = 'pending' and next_attempt_at <= now() and (leased_until is null or leased_until < now())
         and lane <> all($1) group by lane order by min(next_attempt_at) limit $2`,
      [busy, limit],
    );
    return rows.map(({ lane }) => lane);
  }

  async claim(lane: string): Promise<Leased<Row> | undefined> {
    const leaseId = randomUUID();
    const [rows] = await this.dataSource.query(
      `update ${this.table} set lease_id = $2, leased_until = now() + make_interval(secs => $3) where id =
         (select id from ${this.table} where lane = $1 and state = 'pending' and next_attempt_at <= now()
            and (leased_until is null or leased_until < now())
          order by next_attempt_at, created_at for update skip locked limit 1)
       returning *`,
      [lane, leaseId, this.leaseSeconds],
    );
    const row = rows[0];
    return row && { id: row.id, leaseId, lane, attempts: row.attempts, row };
  }

  /** Ends the row. Does nothing when the lease was lost meanwhile. */
  async finish({ id, leaseId }: Leased<Row>, state: 'done' | 'failed' | 'cancelled', outcome: string): Promise<void> {
    await this.dataSource.query(
      `update ${this.table} set state = $3, last_outcome = $4, attempts = attempts + 1, finished_at = now(), lease_id = null, leased_until = null
       where id = $1 and lease_id = $2`,
      [id, leaseId, state, outcome],
    );
  }

  async retry({ id, leaseId }: Leased<Row>, delaySeconds: number, outcome: string): Promise<void> {
    await this.dataSource.query(
      `update ${this.table} set next_attempt_at = now() + make_interval(secs => $3), last_outcome = $4, attempts = attempts + 1,
         lease_id = null, leased_until = null where id = $1 and lease_id = $2`,
      [id, leaseId, delaySeconds, outcome],
    );
  }

  /** Ends all that is still to do in a lane. */
  async cancelLane(lane: string, outcome: string): Promise<void> {
    await this.dataSource.query(
      `update ${this.table} set state = 'cancelled', last_outcome = $2, finished_at = now() where lane = $1 and state = 'pending'`,
      [lane, outcome],
    );
  }
}
