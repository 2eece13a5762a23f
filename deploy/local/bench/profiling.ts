import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../src/run/stack.js';
import { reportProfile, type CpuProfile } from './cpu-profile.js';
import { processesOf } from './processes-of.js';

/** CPU profiles of the services while something is measured. */
export interface Profiling {
  /** Arguments of Node that make a service ready for it. */
  readonly nodeArguments: readonly string[];
  begin(stack: Stack): void;
  /** Ends what was begun and reports it. */
  end(stack: Stack): Promise<void>;
}

/** With `npm run bench -- --profile`; otherwise nothing is loaded into the services. */
export function profilingInto(directory: string): Profiling {
  if (!process.env['BENCH_PROFILE']) return { nodeArguments: [], begin: () => undefined, end: async () => undefined };
  mkdirSync(directory, { recursive: true });
  const hook = new URL('./profile-switch.mjs', import.meta.url);
  hook.searchParams.set('directory', directory);
  const toggle = (stack: Stack): void =>
    Object.values(stack.services)
      .flatMap(({ pid }) => processesOf(pid))
      .forEach((pid) => process.kill(pid, 'SIGUSR2'));
  return {
    nodeArguments: ['--import', hook.href],
    begin: toggle,
    async end(stack) {
      toggle(stack);
      for (const [name, { pid }] of Object.entries(stack.services)) {
        for (const one of processesOf(pid)) reportProfile(name, await written(`${directory}/${one}.cpuprofile`));
      }
    },
  };
}

async function written(file: string): Promise<CpuProfile> {
  for (let tries = 0; !existsSync(file); tries++) {
    if (tries === 300) throw new Error(`${file} was not written`);
    await delay(100);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
}
