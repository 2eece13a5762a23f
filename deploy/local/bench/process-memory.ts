import { readFileSync } from 'node:fs';
import type { Stack } from '../src/run/stack.js';
import { report } from './figures.js';

/** Highest resident memory of a process since it started, bytes; `undefined` where the system has no /proc. */
export function peakMemory(pid: number): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
  } catch {
    return undefined;
  }
}

/** Reports the peak of every service process. */
export function reportPeakMemory(stack: Stack): void {
  for (const [name, { pid }] of Object.entries(stack.services)) {
    const bytes = peakMemory(pid);
    report({
      figure: `peak memory of ${name}`,
      value: bytes === undefined ? 'unknown' : bytes / 1e6,
      unit: 'MB',
      note: 'resident set, VmHWM',
    });
  }
}
