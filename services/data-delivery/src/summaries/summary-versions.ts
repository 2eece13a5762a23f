import type { BillingSummaryChanged, Window } from '@greenledger/contracts';
import type { Granted } from '../release/release-path.js';
import type { DataSource } from 'typeorm';
import type { FeedQuery } from '../access/feed-query.js';

/** The newest version of a bill; times in seconds since 1970-01-01 UTC. */
export interface SummaryVersion {
  readonly billId: string;
  readonly version: number;
  readonly usagePointId: string;
  readonly customerId: string;
  readonly period: Window;
  readonly summary: Omit<BillingSummaryChanged['data'], 'billId' | 'usagePointId' | 'customerId'>;
  readonly digest: string;
  readonly published: number;
  readonly updated: number;
}

interface Row extends Omit<SummaryVersion, 'period'> {
  readonly start: number;
  readonly end: number;
}

/** Whether an authorization lets bills be seen. */
export const showsBills = ({ terms }: Pick<Granted, 'terms'>): boolean => terms.dataSets.includes('billing');

/**
 * The bills that the customers of these authorizations have at their authorized usage points, by usage point and time. Whoever
 * takes them for one authorization takes those of its own customer only.
 */
export async function readSummaries(
  authorizations: readonly Pick<Granted, 'customerId' | 'terms'>[],
  { asOf }: FeedQuery,
  dataSource: DataSource,
): Promise<SummaryVersion[]> {
  const granted = authorizations.filter(showsBills);
  if (granted.length === 0) return [];
  const rows: Row[] = await dataSource.query(NEWEST, [
    [...new Set(granted.flatMap(({ terms }) => terms.usagePointIds))],
    [...new Set(granted.map(({ customerId }) => customerId))],
    asOf ?? null,
  ]);
  return rows.map(({ start, end, ...row }) => ({ ...row, period: { start, end } }));
}

const NEWEST = `
  SELECT * FROM (
    SELECT DISTINCT ON (bill_id) bill_id AS "billId", version, usage_point_id AS "usagePointId", customer_id AS "customerId",
           period_start::float8 AS start, period_end::float8 AS "end", summary, digest,
           floor(extract(epoch FROM recorded_at))::float8 AS updated,
           floor(extract(epoch FROM min(recorded_at) OVER (PARTITION BY bill_id)))::float8 AS published
      FROM billing_summary
     WHERE usage_point_id = ANY($1::text[]) AND customer_id = ANY($2::text[])
       AND ($3::float8 IS NULL OR recorded_at < to_timestamp($3 + 1))
     ORDER BY bill_id, version DESC) newest
  ORDER BY "usagePointId" COLLATE "C", start, "billId" COLLATE "C"`;
