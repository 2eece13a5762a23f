import pg from 'pg';

/** What is stored of all meters. */
export interface StoredDigests {
  /** By meter number: SHA-256 over every version of every day, with the file times of its readings. */
  readonly byMeter: ReadonlyMap<string, string>;
  /** Readings of the newest versions, and versions in all. */
  readonly readings: number;
  readonly versions: number;
}

/** Reads the stores of two services as the administrator: meter numbers outlive a run, the ids made from them do not. */
export async function storedDigests(databaseUrl: string): Promise<StoredDigests> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query<{ meter: string; digest: string; readings: string; versions: string }>(QUERY);
    return {
      byMeter: new Map(rows.map(({ meter, digest }) => [meter, digest])),
      readings: rows.reduce((sum, row) => sum + Number(row.readings), 0),
      versions: rows.reduce((sum, row) => sum + Number(row.versions), 0),
    };
  } finally {
    await database.end();
  }
}

const QUERY = `
  SELECT m.meter_number AS meter, count(*) AS versions,
         sum(d.value_count) FILTER (WHERE d.version = d.newest) AS readings,
         encode(sha256(convert_to(string_agg(concat_ws(' ', c.reading_type_key, d.day, d.version, d.digest, d.file_times), E'\n'
           ORDER BY c.reading_type_key, d.day, d.version), 'UTF8')), 'hex') AS digest
    FROM meter_ingestion.meter_installation m
    JOIN data_delivery.channel c ON c.usage_point_id = m.service_point_id::text
    JOIN (SELECT *, max(version) OVER (PARTITION BY channel_id, day) AS newest FROM data_delivery.reading_day) d USING (channel_id)
   GROUP BY m.meter_number`;
