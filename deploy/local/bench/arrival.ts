import { setTimeout as delay } from 'node:timers/promises';
import { formatTimestamp } from '@greenledger/espi';
import type { BenchGrant } from './bench-company.js';
import { download } from './download.js';

/** Pause between two looks: what the figure is exact to. Each look is a release that is decided and recorded. Milliseconds. */
const PAUSE = 50;
const LONGEST = 900_000;

/** Asks for the feed from `day` on until it shows the reading that starts at `start`. @throws Error when it never does. */
export async function untilReadable(service: string, grant: BenchGrant, day: number, start: number): Promise<void> {
  const url = `${service}${grant.path}?published-min=${formatTimestamp(day)}`;
  const deadline = performance.now() + LONGEST;
  for (;;) {
    let xml = '';
    await download(url, { authorization: `Bearer ${grant.accessToken}` }, (chunk) => (xml += chunk.toString()));
    if (xml.includes(`>${start}</`)) return;
    if (performance.now() > deadline)
      throw new Error(`the reading of ${formatTimestamp(start)} is not in the feed after ${LONGEST / 1_000} s`);
    await delay(PAUSE);
  }
}
