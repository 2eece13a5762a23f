import { readFileSync } from 'node:fs';
import type { Stack } from '../src/run/stack.js';
import { processesOf } from './processes-of.js';
import { report } from './figures.js';

/**
 * Highest resident memory of a service since it started, bytes: the sum over its processes, if it has several. `undefined` where the
 * system has no /proc.
 */
export function peakMemory(pid: number): number | undefined {
  try {
    const peaks = processesOf(pid).map((one) => /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${one}/status`, 'utf8'))?.[1]);
    return peaks.reduce((sum, kilobytes) => sum + Number(kilobytes) * 1_024, 0);
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
