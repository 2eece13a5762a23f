import { checkout } from '../src/run/checkout.js';
import { note, report } from './figures.js';

/** As the DevTools protocol has it (Profiler.Profile); only what is used here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

const SHOWN = 10;
/** A process that did less is not worth the lines. */
const LEAST_SHARE = 0.05;
/** Time in which the process did nothing of its own. */
const NOT_WORK = new Set(['(idle)', '(program)', '(root)']);

/** Tells where the CPU time of a process went: by function of this repository, with all that it called elsewhere, and by function alone. */
export function reportProfile(name: string, profile: CpuProfile): void {
  const { busy, elapsed, byOwn, bySelf } = costsOf(profile);
  report({
    figure: `CPU use of ${name}`,
    value: (100 * busy) / elapsed,
    unit: '%',
    note: `${(busy / 1e6).toFixed(1)} s of one core while measured`,
  });
  if (busy < LEAST_SHARE * elapsed) return;
  const share = (time: number): string => `${((100 * time) / busy).toFixed(1).padStart(5)} %`;
  note(`${name}: ${(busy / 1e6).toFixed(1)} s of CPU time`);
  for (const [where, time] of byOwn.slice(0, SHOWN)) note(`  ${share(time)}  ${where}`);
  note('  by function alone:');
  for (const [where, time] of bySelf.slice(0, SHOWN)) note(`  ${share(time)}  ${where}`);
  for (const [where, time] of byOwn.slice(0, 3))
    report({ figure: `CPU share in ${name}`, value: (100 * time) / busy, unit: '%', note: where });
}

function costsOf({ nodes, samples, timeDeltas }: CpuProfile) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const [own, self] = [new Map<string, number>(), new Map<string, number>()];
  const add = (sums: Map<string, number>, key: string, time: number): void => void sums.set(key, (sums.get(key) ?? 0) + time);
  let [busy, elapsed] = [0, 0];
  for (const [i, id] of samples.entries()) {
    const node = byId.get(id)!;
    elapsed += timeDeltas[i]!;
    if (NOT_WORK.has(node.callFrame.functionName)) continue;
    let at: ProfileNode | undefined = node;
    while (at && !isOwn(at)) at = byId.get(parents.get(at.id) ?? -1);
    const where = at ? nameOf(at) : `below no function of ours: ${packageOf(node)}`;
    if (isProfiler(where)) continue;
    busy += timeDeltas[i]!;
    add(self, nameOf(node), timeDeltas[i]!);
    add(own, where, timeDeltas[i]!);
  }
  const descending = (sums: Map<string, number>): [string, number][] => [...sums].sort(([, a], [, b]) => b - a);
  return { busy, elapsed, byOwn: descending(own), bySelf: descending(self) };
}

/** What only the profile itself costs. */
const isProfiler = (where: string): boolean => where.includes('profile-switch');
const isOwn = ({ callFrame: { url } }: ProfileNode): boolean => url.includes(checkout) && !url.includes('/node_modules/');
const nameOf = ({ callFrame: { functionName, url } }: ProfileNode): string =>
  `${functionName || '(anonymous)'} ${url
    .replace('file://', '')
    .replace(checkout, '')
    .replace(/^.*node_modules\//, '')}`.trim();

/** The garbage collector, a package, or a part of Node. */
function packageOf({ callFrame: { functionName, url } }: ProfileNode): string {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/[^]*$/.exec(url)?.[1];
  return name ?? (url.startsWith('node:') ? url : functionName);
}
