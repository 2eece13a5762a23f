import { queryPrepared } from '@greenledger/service-kit';
import type { DataSource } from 'typeorm';
import { SELECT_CHANNELS, type ChannelRow } from './day-versions.js';
import { SELECT_USAGE_POINTS, type UsagePointRow } from './usage-points.js';

/** What is known of usage points beside their readings. */
export interface UsagePointFacts {
  readonly rows: readonly UsagePointRow[];
  /** In document order. */
  readonly channels: readonly ChannelRow[];
  /** Whether anything is known of what few utilities send: only then is it asked for. */
  readonly rated: boolean;
  readonly measured: boolean;
}

const FIND = {
  name: 'usage-point-facts',
  text: `SELECT coalesce((SELECT json_agg(p) FROM (${SELECT_USAGE_POINTS}) p), '[]') AS rows,
                coalesce((SELECT json_agg(c) FROM (${SELECT_CHANNELS}) c), '[]') AS channels,
                EXISTS (SELECT FROM usage_point_rate WHERE usage_point_id = ANY($1::text[])) AND EXISTS (SELECT FROM tariff_calendar) AS rated,
                EXISTS (SELECT FROM power_quality_summary WHERE usage_point_id = ANY($1::text[])) AS measured`,
};

/**
 * Reads them with one statement: a feed of one usage point is asked for so often that each way to PostgreSQL counts.
 * @param asOf leaves out channels that came later, seconds since 1970-01-01 UTC
 */
export async function readUsagePointFacts(
  ids: readonly string[],
  asOf: number | undefined,
  dataSource: DataSource,
): Promise<UsagePointFacts> {
  const [facts] = await queryPrepared<UsagePointFacts>(FIND, [ids, asOf ?? null], dataSource);
  return facts!;
}
