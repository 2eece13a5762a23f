import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Ends a server that an earlier, crashed run left on this data folder, and removes a pid file whose number now belongs to
 * another program (PostgreSQL would refuse to start because of it). The caller holds the lock of the folder's owner.
 */
export async function endStaleServer(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = Number(readText(file).split('\n')[0]);
  if (!pid) return;
  if (isServerOf(pid, data)) {
    signal(pid, 'SIGINT');
    for (let tries = 0; tries < 100 && isServerOf(pid, data); tries++) await delay(100);
    if (isServerOf(pid, data)) throw new Error(`Another PostgreSQL (process ${pid}) uses ${data} and does not end: stop it first.`);
  }
  rmSync(file, { force: true });
}

function isServerOf(pid: number, data: string): boolean {
  // Linux tells; elsewhere PostgreSQL's own check of the pid file has to do.
  return readText(`/proc/${pid}/cmdline`).split('\0').includes(data);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
