import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgres } from '@greenledger/embedded';

/** Folders of one run's state; everything that a run keeps lies below `root` (the database may not, see dataDirectory). */
export interface StateDirectory {
  readonly root: string;
  readonly logs: string;
  /** A private folder of one part, made when missing. */
  part(name: string): string;
  /** Gives the lock back. */
  release(): void;
}

/**
 * Opens the folder for one run and locks it, wiping it first when asked.
 * @throws Error when another run uses it.
 */
export function openStateDirectory(root: string, options: { fresh: boolean }): StateDirectory {
  // Searchable by others: PostgreSQL runs as another user below a root's run. Each part is private by itself.
  mkdirSync(root, { recursive: true, mode: 0o711 });
  const lock = join(root, 'run.pid');
  refuseSecondRun(lock, root);
  if (options.fresh) {
    removePostgres(root);
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root, { recursive: true, mode: 0o711 });
  }
  writeFileSync(lock, `${process.pid}\n`, { mode: 0o600 });
  const part = (name: string): string => {
    const path = join(root, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  return { root, logs: part('logs'), part, release: () => rmSync(lock, { force: true }) };
}

function refuseSecondRun(lock: string, root: string): void {
  const pid = Number(readText(lock));
  if (!pid || pid === process.pid || !isRun(pid)) return;
  throw new Error(`Another run (process ${pid}) uses ${root}: end it first (Ctrl-C in its terminal, or kill ${pid}).`);
}

/** A crashed run leaves its lock, and its number may belong to another program by now. */
function isRun(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const command = readText(`/proc/${pid}/cmdline`);
  return command === '' ? process.platform !== 'linux' : /node|jest/.test(command);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
