import type { DataSource } from 'typeorm';
import { STANDARD_DATE } from '../feed/structural-entries.js';
import type { BulkGrants } from './bulk-grants.js';

/**
 * The newest change that a bulk feed is sure to hold: the last import that was complete when it began, or the newest terms.
 * Whatever comes while it is sent is newer, so a client that asks for `updated-min` of this misses nothing.
 */
export async function bulkUpdated({ changedAt }: Pick<BulkGrants, 'changedAt'>, dataSource: DataSource): Promise<number> {
  const [row]: { at: number }[] = await dataSource.query(
    `SELECT floor(extract(epoch FROM occurred_at))::float8 AS at FROM outbox WHERE type = 'DataArrived' ORDER BY log_index DESC LIMIT 1`,
  );
  return Math.max(row?.at ?? STANDARD_DATE, changedAt);
}
