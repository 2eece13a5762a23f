import type { Installation } from '../src/import/crosswalk.js';
import { BlockCollector } from '../src/import/block-collector.js';
import { placeLine } from '../src/import/place-line.js';
import { hourlyLines } from '../src/test-support/demo-files.js';
import { readCmep } from '@greenledger/meter-formats';

/** Parse → place → pack of a file of about 450,000 readings, without database: readings per second and peak memory. */
const METERS = Array.from({ length: 48 }, (_, i) => `M-${i}`);
const text = [...hourlyLines(METERS, 400)].join('');
const bytes = Buffer.from(text);
const installation: Installation = { usagePointId: 'u', serviceKind: 0, timeZone: 'America/Los_Angeles', from: 0, to: null };

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += 65_536) yield bytes.subarray(i, i + 65_536);
}

for (let round = 0; round < 5; round++) {
  const begin = performance.now();
  const collector = new BlockCollector();
  let readings = 0;
  for await (const line of readCmep(chunks())) {
    if (line.kind === 'reject') throw new Error(line.text);
    const placed = placeLine(line, [{ ...installation, usagePointId: line.meterNumber }]);
    if ('kind' in placed) throw new Error(placed.text);
    collector.add(line.fileTime, line.channel, placed);
    if (collector.isFull) readings += collector.take().readings;
  }
  readings += collector.take().readings;
  const seconds = (performance.now() - begin) / 1_000;
  const rss = Math.round(process.memoryUsage().rss / 1e6);
  process.stdout.write(
    `${readings} readings, ${(bytes.length / 1e6).toFixed(1)} MB in ${seconds.toFixed(2)} s: ${Math.round(readings / seconds)} readings/s, rss ${rss} MB\n`,
  );
}
