import { setTimeout as delay } from 'node:timers/promises';
import { formatTimestamp } from '@greenledger/espi';
import type pg from 'pg';
import type { BenchGrant } from './bench-company.js';
import { download, RefusedDownload } from './download.js';

/** Pause between two looks: what the figure is exact to. Each look is a release that is decided and recorded. Milliseconds. */
const PAUSE = 50;
const LONGEST = 900_000;

/** Asks for the feed from `day` on until it shows the reading that starts at `start`. @throws Error when it never does. */
export async function untilReadable(service: string, grant: BenchGrant, day: number, start: number): Promise<void> {
  const url = `${service}${grant.path}?published-min=${formatTimestamp(day)}`;
  const deadline = performance.now() + LONGEST;
  for (;;) {
    if ((await feedText(url, grant.accessToken)).includes(`>${start}</`)) return;
    if (performance.now() > deadline)
      throw new Error(`the reading of ${formatTimestamp(start)} is not in the feed after ${LONGEST / 1_000} s`);
    await delay(PAUSE);
  }
}

/** The feed; nothing while the service says "try again shortly" (503), as it does before a usage point has reached it. */
async function feedText(url: string, accessToken: string): Promise<string> {
  let xml = '';
  try {
    await download(url, { authorization: `Bearer ${accessToken}` }, (chunk) => (xml += chunk.toString()));
    return xml;
  } catch (error) {
    if (error instanceof RefusedDownload && error.status === 503) return '';
    throw error;
  }
}

/** Waits until the read model knows so many usage points: an extract is "stored" before all of them have travelled. */
export async function untilUsagePointsArrived(database: pg.Client, count: number): Promise<void> {
  const deadline = performance.now() + LONGEST;
  for (;;) {
    const { rows } = await database.query<{ count: string }>('SELECT count(DISTINCT usage_point_id) FROM data_delivery.usage_point');
    if (Number(rows[0]!.count) >= count) return;
    if (performance.now() > deadline) throw new Error(`${rows[0]!.count} of ${count} usage points have arrived after ${LONGEST / 1_000} s`);
    await delay(PAUSE);
  }
}
