import { readdirSync, readFileSync } from 'node:fs';
import type { Stack } from '../src/run/stack.js';

/** Clock ticks of a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

interface ProcessTime {
  readonly parent: number;
  readonly seconds: number;
}

/** CPU seconds that each process of the run has taken so far; PostgreSQL is the sum of all its processes. Empty without /proc. */
export function processTimes(stack: Stack): Map<string, number> {
  const all = allProcesses();
  const children = (pid: number): number =>
    [...all.values()].filter(({ parent }) => parent === pid).reduce((sum, { seconds }) => sum + seconds, 0);
  return new Map(
    [...stack.processIds()].flatMap(([name, pid]) => {
      const own = all.get(pid);
      return own ? [[name, own.seconds + (name === 'postgres' ? children(pid) : 0)] as const] : [];
    }),
  );
}

/** What was taken between two looks. */
export function timeBetween(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));
}

function allProcesses(): Map<number, ProcessTime> {
  const found = new Map<number, ProcessTime>();
  for (const name of entriesOf('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The second field, the name in brackets, may hold blanks: what follows it is split.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      const [own, user, system] = [Number(fields[1]), Number(fields[11]), Number(fields[12])];
      // Time of processes that have ended counts for their parent: backends of PostgreSQL come and go.
      const ended = Number(fields[13]) + Number(fields[14]);
      found.set(Number(name), { parent: own, seconds: (user + system + ended) / TICKS });
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
