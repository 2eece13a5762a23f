import type { EntityManager } from 'typeorm';
import { LIVE, SECOND } from './read-model-tables.js';

/** How the second set stands to the first. */
export interface ReadModelComparison {
  readonly usagePoints: number;
  readonly identical: number;
  /** The first usage points whose digests differ, or which only one set knows. */
  readonly different: readonly string[];
}

const MOST_NAMED = 10;

/**
 * Compares both sets by one digest for each usage point: over its versions, its channels, and every version of every day with its
 * bytes, file times and times of recording, and its bills. Numbers of channels are left out: they are names inside of one set.
 */
export async function compareReadModels(manager: EntityManager): Promise<ReadModelComparison> {
  const rows: { id: string; same: boolean; all: string; identical: string }[] = await manager.query(
    `WITH compared AS (
       SELECT coalesce(a.id, b.id) AS id, a.digest IS NOT DISTINCT FROM b.digest AS same
         FROM (${digestsOf(LIVE)}) a FULL JOIN (${digestsOf(SECOND)}) b ON a.id = b.id)
     SELECT id, same, count(*) OVER () AS all, count(*) FILTER (WHERE same) OVER () AS identical
       FROM compared ORDER BY same, id LIMIT $1`,
    [MOST_NAMED],
  );
  return {
    usagePoints: Number(rows[0]?.all ?? 0),
    identical: Number(rows[0]?.identical ?? 0),
    different: rows.filter(({ same }) => !same).map(({ id }) => id),
  };
}

const digestsOf = (schema: string): string => `
  SELECT id, sha256(convert_to(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), 'UTF8')) AS digest FROM (
    SELECT usage_point_id AS id, concat_ws(' ', 'usage point', version, digest, recorded_at) AS line FROM ${schema}.usage_point
    UNION ALL
    SELECT usage_point_id, concat_ws(' ', 'channel', reading_type_key, recorded_at) FROM ${schema}.channel
    UNION ALL
    SELECT usage_point_id, concat_ws(' ', 'day', reading_type_key, day, version, encode(sha256(block), 'hex'), file_times, d.recorded_at)
      FROM ${schema}.reading_day d JOIN ${schema}.channel USING (channel_id)
    UNION ALL
    SELECT usage_point_id, concat_ws(' ', 'bill', bill_id, version, digest, recorded_at) FROM ${schema}.billing_summary) AS lines
   GROUP BY id`;
