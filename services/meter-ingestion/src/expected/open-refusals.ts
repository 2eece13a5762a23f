import type { DataSource } from 'typeorm';

/** Readings that are in refused lines which no replay has taken yet, and where these are. */
export interface OpenRefusal {
  readonly meterNumber: string;
  /** As `readingTypeKeyText` writes it. */
  readonly channel: string;
  readonly from: number;
  readonly to: number;
  readonly importId: string;
  readonly code: string;
}

/**
 * What was refused of these meters between two moments, in seconds since 1970-01-01 UTC: lines that follow one another are put together. A line that a
 * replay refused again counts once, where it came first.
 */
export async function openRefusals(
  meterNumbers: readonly string[],
  from: number,
  to: number,
  dataSource: DataSource,
): Promise<readonly OpenRefusal[]> {
  const rows: (Omit<OpenRefusal, 'from' | 'to'> & { from: string; to: string })[] = await dataSource.query(REFUSALS, [
    meterNumbers,
    from,
    to,
  ]);
  return rows.map((row) => ({ ...row, from: Number(row.from), to: Number(row.to) }));
}

const REFUSALS = `
  SELECT import_id AS "importId", code, meter_number AS "meterNumber", channel, lower(span) AS "from", upper(span) AS "to"
    FROM (SELECT r.import_id, i.sequence, r.code, r.meter_number, r.channel, range_agg(int8range(r.starts, r.ends)) AS spans
            FROM import_reject r JOIN import i ON i.id = r.import_id
           WHERE r.meter_number = ANY($1::text[]) AND r.starts < $3 AND r.ends > $2 AND r.resolved_by IS NULL AND i.replay_of IS NULL
           GROUP BY 1, 2, 3, 4, 5) refused, unnest(spans) AS span
   ORDER BY sequence DESC, code, "from"`;
