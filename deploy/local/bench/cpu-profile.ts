import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../src/run/checkout.js';
import { note, report } from './figures.js';

/** As `node --cpu-prof` writes it (the DevTools protocol's Profiler.Profile); only what is used here. */
interface CpuProfile {
  readonly nodes: ReadonlyArray<{ readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string } }>;
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

const SHOWN = 12;
/** Waiting and the engine's own start are no cost of the program. */
const NOT_WORK = new Set(['(idle)', '(program)', '(root)']);

/** Tells for each process where its CPU time went: self time by function, most expensive first. */
export function reportProfiles(directory: string, names: ReadonlyMap<number, string>): void {
  for (const file of readdirSync(directory)) {
    const pid = Number(file.split('.')[3]);
    const profile = JSON.parse(readFileSync(join(directory, file), 'utf8')) as CpuProfile;
    const { busy, costs } = costsOf(profile);
    const name = names.get(pid) ?? `process ${pid}`;
    note(`${name}: ${(busy / 1e6).toFixed(1)} s of CPU time`);
    for (const [where, time] of costs.slice(0, SHOWN)) note(`  ${((100 * time) / busy).toFixed(1).padStart(5)} %  ${where}`);
    for (const [where, time] of costs.slice(0, 3)) {
      report({ figure: `CPU share in ${name}`, value: (100 * time) / busy, unit: '%', note: where });
    }
  }
}

function costsOf({ nodes, samples, timeDeltas }: CpuProfile): { busy: number; costs: [string, number][] } {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byFunction = new Map<string, number>();
  let busy = 0;
  for (const [i, id] of samples.entries()) {
    const { functionName, url } = frames.get(id)!;
    if (NOT_WORK.has(functionName)) continue;
    const where = `${functionName || '(anonymous)'} ${place(url)}`.trim();
    busy += timeDeltas[i]!;
    byFunction.set(where, (byFunction.get(where) ?? 0) + timeDeltas[i]!);
  }
  return { busy, costs: [...byFunction].sort(([, a], [, b]) => b - a) };
}

const place = (url: string): string =>
  url
    .replace('file://', '')
    .replace(checkout, '')
    .replace(/^.*node_modules\//, '');
