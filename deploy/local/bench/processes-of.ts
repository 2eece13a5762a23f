import { readFileSync } from 'node:fs';

/** A service's process and those that it started, which are more than one with FEED_PROCESSES; itself alone where there is no /proc. */
export function processesOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    return [pid, ...children.flatMap(processesOf)];
  } catch {
    return [pid];
  }
}
