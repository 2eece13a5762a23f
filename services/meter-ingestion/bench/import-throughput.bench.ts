import { readMeterFile } from '@greenledger/meter-formats';
import { BlockCollector } from '../src/import/block-collector.js';
import type { Installation } from '../src/import/crosswalk.js';
import { placeLine } from '../src/import/place-line.js';
import { hourlyLines } from '../src/test-support/demo-files.js';

// Parse → place → pack of a file of about 450,000 readings, without database and network: what one core could do at best.
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const METERS = Array.from({ length: 48 }, (_, i) => `M-${i}`);
const bytes = Buffer.from([...hourlyLines(METERS, 400)].join(''));
const installation: Installation = { usagePointId: 'u', serviceKind: 0, timeZone: 'America/Los_Angeles', from: 0, to: null };

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += 65_536) yield bytes.subarray(i, i + 65_536);
}

/** @returns readings packed, and seconds taken. */
async function importOnce(): Promise<{ readings: number; seconds: number }> {
  const begin = performance.now();
  const collector = new BlockCollector();
  let readings = 0;
  for await (const line of readMeterFile('cmep', chunks(), { cmep: { columns: true } })) {
    if (line.kind !== 'readings') throw new Error(line.raw);
    const placed = placeLine(line, [{ ...installation, usagePointId: line.meterNumber }]);
    if ('kind' in placed) throw new Error(placed.text);
    collector.add(line.fileTime, line.channel, placed);
    if (collector.isFull) readings += collector.take().readings;
  }
  readings += collector.take().readings;
  return { readings, seconds: (performance.now() - begin) / 1_000 };
}

const speeds: number[] = [];
for (let round = -1; round < ROUNDS; round++) {
  const { readings, seconds } = await importOnce();
  if (round >= 0) speeds.push(readings / seconds);
}
speeds.sort((a, b) => a - b);
const figures = [
  {
    figure: 'parse, place, pack; one core',
    value: speeds[Math.floor(speeds.length / 2)],
    unit: 'readings/s',
    note: `${Math.round(speeds[0]!)}–${Math.round(speeds.at(-1)!)}; ${ROUNDS} rounds, ${(bytes.length / 1e6).toFixed(1)} MB of CMEP`,
  },
  { figure: 'peak memory', value: process.resourceUsage().maxRSS / 1_000, unit: 'MB' },
];
for (const figure of figures) process.stdout.write(`${JSON.stringify(figure)}\n`);
