import type { PowerQuality, Window } from '@greenledger/contracts';
import type { Granted } from '../release/release-path.js';
import type { DataSource } from 'typeorm';
import type { FeedQuery } from '../access/feed-query.js';

/** The newest version of a summary of power quality; times in seconds since 1970-01-01 UTC. */
export interface QualityVersion {
  readonly summaryId: string;
  readonly version: number;
  readonly usagePointId: string;
  readonly period: Window;
  readonly measured: PowerQuality;
  readonly digest: string;
  readonly published: number;
  readonly updated: number;
}

interface Row extends Omit<QualityVersion, 'period'> {
  readonly start: number;
  readonly end: number;
}

/** Whether an authorization lets power quality be seen: it is measured like the readings. */
export const showsQuality = ({ terms }: Pick<Granted, 'terms'>): boolean => terms.dataSets.includes('usage');

/** The summaries of these usage points, by usage point and time. */
export async function readPowerQuality(
  usagePointIds: readonly string[],
  { asOf }: FeedQuery,
  dataSource: DataSource,
): Promise<QualityVersion[]> {
  if (usagePointIds.length === 0) return [];
  const rows: Row[] = await dataSource.query(NEWEST, [usagePointIds, asOf ?? null]);
  return rows.map(({ start, end, ...row }) => ({ ...row, period: { start, end } }));
}

const NEWEST = `
  SELECT * FROM (
    SELECT DISTINCT ON (summary_id) summary_id AS "summaryId", version, usage_point_id AS "usagePointId",
           period_start::float8 AS start, period_end::float8 AS "end", measured, digest,
           floor(extract(epoch FROM recorded_at))::float8 AS updated,
           floor(extract(epoch FROM min(recorded_at) OVER (PARTITION BY summary_id)))::float8 AS published
      FROM power_quality_summary
     WHERE usage_point_id = ANY($1::text[]) AND ($2::float8 IS NULL OR recorded_at < to_timestamp($2 + 1))
     ORDER BY summary_id, version DESC) newest
  ORDER BY "usagePointId" COLLATE "C", start, "summaryId" COLLATE "C"`;
