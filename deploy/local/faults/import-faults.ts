// `npm run test:faults`: imports some millions of readings twice, once undisturbed and once while processes are killed at random
// moments, and fails unless both end with the same versions of the same readings for every meter.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withStack } from '../bench/bench-stack.js';
import { note, report, setting } from '../bench/figures.js';
import { checkout } from '../src/run/checkout.js';
import type { Stack } from '../src/run/stack.js';
import { faultExtract, faultFiles, faultMeters } from './fault-files.js';
import { PersistentImport } from './persistent-import.js';
import { SeededKills } from './seeded-kills.js';
import { storedDigests, type StoredDigests } from './stored-digests.js';

const SEED = setting('FAULTS_SEED', 20_260_101);
const KILLS = setting('FAULTS_KILLS', 60);
const METERS = faultMeters(setting('FAULTS_READINGS', 5_000_000));

interface Run {
  readonly stored: StoredDigests;
  readonly sent: number;
  readonly seconds: number;
  readonly counts: readonly {
    readonly added: number;
    readonly corrected: number;
    readonly duplicate: number;
    readonly superseded: number;
  }[];
}

/** Imports everything; `disturb` runs from the first byte of the first meter file, at most to the last reading stored. */
async function importAll(stack: Stack, disturb?: SeededKills): Promise<Run> {
  const sender = new PersistentImport(stack);
  await sender.stored(await sender.send('cis-extracts', 'faults-cis.csv', faultExtract(METERS)));
  const begin = performance.now();
  disturb?.start();
  const imports: string[] = [];
  let sent = 0;
  for (const { fileName, content, readings } of faultFiles(METERS)) {
    imports.push(await sender.send('meter-files', fileName, content));
    sent += readings;
    note(`${fileName} is received`);
  }
  const counts: Run['counts'][number][] = [];
  for (const importId of imports) counts.push((await sender.stored(importId)).stored);
  await disturb?.stop();
  return { stored: await afterwards(stack), sent, counts, seconds: (performance.now() - begin) / 1_000 };
}

/** The last kill may have taken PostgreSQL: its supervisor brings it back. */
async function afterwards(stack: Stack): Promise<StoredDigests> {
  for (let tries = 0; ; tries++) {
    try {
      return await storedDigests(stack);
    } catch (error) {
      if (tries === 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** @throws Error that names a meter when anything differs. */
function expectSame(undisturbed: Run, disturbed: Run): void {
  const [expected, found] = [undisturbed.stored, disturbed.stored];
  const different = [...expected.byMeter].filter(([meter, digest]) => found.byMeter.get(meter) !== digest);
  if (expected.byMeter.size !== METERS.meterNumbers.length) throw new Error(`only ${expected.byMeter.size} meters have readings`);
  if (different.length > 0) throw new Error(`${different.length} meters differ, the first is ${different[0]![0]}`);
  if (found.byMeter.size !== expected.byMeter.size) throw new Error(`${found.byMeter.size} meters instead of ${expected.byMeter.size}`);
  const [told, wanted] = [JSON.stringify(disturbed.counts), JSON.stringify(undisturbed.counts)];
  if (told !== wanted) throw new Error(`the imports tell ${told} instead of ${wanted}`);
}

interface Rebuilt {
  readonly entries: number;
  readonly usagePoints: number;
  readonly identical: number;
  readonly seconds: number;
}

/** Makes the read model anew, as an operator would. @throws Error when the rebuilt one differs. */
async function rebuild(stack: Stack): Promise<Rebuilt> {
  const program = join(checkout, 'services/data-delivery/dist/cli/rebuild.js');
  const env = { ...stack.environment('data-delivery'), DATABASE_ADMIN_URL: stack.databaseUrl };
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'data-delivery'], { env });
  const rebuilt = JSON.parse(stdout) as Rebuilt;
  if (rebuilt.identical !== METERS.meterNumbers.length) throw new Error(`the rebuild has ${stdout}`);
  return rebuilt;
}

let undisturbed: Run | undefined;
await withStack(async ({ stack }) => {
  undisturbed = await importAll(stack);
  note(`undisturbed: ${undisturbed.sent} readings in ${undisturbed.seconds.toFixed(1)} s`);
});
// Compaction never rests in the second run, and is killed with the rest.
Object.assign(process.env, { COMPACT_EVERY_SECONDS: '1', COMPACT_QUIET_SECONDS: '0', COMPACT_PERCENT_OF_TIME: '100' });
await withStack(async ({ stack }) => {
  const kills = new SeededKills(stack, SEED, KILLS, note);
  const disturbed = await importAll(stack, kills);
  note(`disturbed: ${disturbed.sent} readings in ${disturbed.seconds.toFixed(1)} s`);
  expectSame(undisturbed!, disturbed);
  if (kills.total < KILLS) throw new Error(`the import was over after ${kills.total} of ${KILLS} kills: set FAULTS_READINGS higher`);
  if (disturbed.stored.months === 0) throw new Error('no month was compacted meanwhile: set FAULTS_READINGS higher');
  const by = [...kills.counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  report({ figure: 'kills', value: kills.total, unit: '', note: `seed ${SEED}; ${by.join(', ')}` });
  report({ figure: 'readings sent', value: disturbed.sent, unit: '', note: `${disturbed.stored.versions} versions of days stored` });
  report({ figure: 'meters with identical digests', value: disturbed.stored.byMeter.size, unit: '' });
  report({ figure: 'months of meters compacted meanwhile', value: disturbed.stored.months, unit: '' });
  const rebuilt = await rebuild(stack);
  report({
    figure: 'usage points with identical digests after a rebuild',
    value: rebuilt.identical,
    unit: '',
    note: `of ${rebuilt.usagePoints}`,
  });
  report({ figure: 'rebuild', value: rebuilt.seconds, unit: 's', note: `${rebuilt.entries} entries of the log` });
  report({ figure: 'undisturbed', value: undisturbed!.seconds, unit: 's' });
  report({ figure: 'with kills', value: disturbed.seconds, unit: 's' });
});
