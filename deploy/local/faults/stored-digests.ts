import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { checkout } from '../src/run/checkout.js';
import type { Stack } from '../src/run/stack.js';

/** What is stored of all meters. */
export interface StoredDigests {
  /** By meter number: SHA-256 over every version of every day, with the file times of its readings. */
  readonly byMeter: ReadonlyMap<string, string>;
  /** Readings of the newest versions, and versions in all. */
  readonly readings: number;
  readonly versions: number;
  /** Months of channels that are compacted. */
  readonly months: number;
}

interface DigestedReadings {
  readonly usagePointId: string;
  readonly digest: string;
  readonly readings: number;
  readonly versions: number;
}

/** Asks data-delivery for the digest of each usage point, and names them by meter: meter numbers outlive a run, the ids made from them do not. */
export async function storedDigests(stack: Stack): Promise<StoredDigests> {
  const digested = await digestedReadings(stack);
  const database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
  try {
    const { rows: meters } = await database.query<{ meter: string; usage_point_id: string }>(
      'SELECT meter_number AS meter, service_point_id::text AS usage_point_id FROM meter_ingestion.meter_installation',
    );
    const { rows: months } = await database.query<{ count: string }>('SELECT count(*) FROM data_delivery.reading_month');
    const byMeter = new Map<string, string>();
    const sum = { readings: 0, versions: 0 };
    for (const { meter, usage_point_id } of meters) {
      const stored = digested.get(usage_point_id);
      if (!stored) continue;
      byMeter.set(meter, stored.digest);
      sum.readings += stored.readings;
      sum.versions += stored.versions;
    }
    return { byMeter, ...sum, months: Number(months[0]!.count) };
  } finally {
    await database.end();
  }
}

/** @throws Error when the program fails, for example because PostgreSQL is away. */
async function digestedReadings(stack: Stack): Promise<Map<string, DigestedReadings>> {
  const program = join(checkout, 'services/data-delivery/dist/cli/digest-readings.js');
  const child = spawn(process.execPath, [program], { env: stack.environment('data-delivery'), stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const byUsagePoint = new Map<string, DigestedReadings>();
  for await (const line of createInterface({ input: child.stdout })) {
    const digested = JSON.parse(line) as DigestedReadings;
    byUsagePoint.set(digested.usagePointId, digested);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`the digests of data-delivery ended with code ${code}`);
  return byUsagePoint;
}
