import type { DataSource } from 'typeorm';
import type { Holder } from '@greenledger/contracts';

/** The newest version of a usage point; times in seconds since 1970-01-01 UTC, from the log and not from a clock. */
export interface UsagePointRow {
  readonly usagePointId: string;
  readonly version: number;
  readonly serviceKind: number;
  readonly timeZone: string;
  readonly status: number;
  readonly tariffProfile: string | null;
  readonly holders: readonly Holder[];
  readonly digest: string;
  readonly published: number;
  readonly updated: number;
}

/** Rows of `UsagePointRow`; `$1` the ids. */
export const SELECT_USAGE_POINTS = `SELECT DISTINCT ON (usage_point_id) usage_point_id AS "usagePointId", version, service_kind AS "serviceKind",
            time_zone AS "timeZone", status, tariff_profile AS "tariffProfile", holders, digest,
            floor(extract(epoch FROM recorded_at))::float8 AS updated,
            floor(extract(epoch FROM min(recorded_at) OVER (PARTITION BY usage_point_id)))::float8 AS published
       FROM usage_point WHERE usage_point_id = ANY($1::text[])
      ORDER BY usage_point_id, version DESC`;

export async function readUsagePoints(ids: readonly string[], dataSource: DataSource): Promise<UsagePointRow[]> {
  return dataSource.query(SELECT_USAGE_POINTS, [ids]);
}
