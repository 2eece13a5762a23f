import { createHash, type Hash } from 'node:crypto';
import { BlockHead } from '@greenledger/contracts';
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
    const { rows } = await database.query<StoredRow>(QUERY);
    const byMeter = new Map<string, Hash>();
    const head = new BlockHead();
    let readings = 0;
    for (const { meter, name, file_times, block, newest } of rows) {
      if (!byMeter.has(meter)) byMeter.set(meter, createHash('sha256'));
      byMeter.get(meter)!.update(`${name} ${file_times.toString('hex')} ${block.toString('hex')}\n`);
      head.read(block);
      if (newest) readings += head.valueCount;
    }
    return { byMeter: new Map([...byMeter].map(([meter, hash]) => [meter, hash.digest('hex')])), readings, versions: rows.length };
  } finally {
    await database.end();
  }
}

interface StoredRow {
  readonly meter: string;
  readonly name: string;
  readonly file_times: Buffer;
  readonly block: Buffer;
  readonly newest: boolean;
}

const QUERY = `
  SELECT m.meter_number AS meter, concat_ws(' ', c.reading_type_key, d.day, d.version) AS name, d.file_times, d.block,
         d.version = max(d.version) OVER (PARTITION BY channel_id, day) AS newest
    FROM meter_ingestion.meter_installation m
    JOIN data_delivery.channel c ON c.usage_point_id = m.service_point_id::text
    JOIN data_delivery.reading_day d USING (channel_id)
   ORDER BY m.meter_number, c.reading_type_key, d.day, d.version`;
