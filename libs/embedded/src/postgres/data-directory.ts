import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canReach, serverUser, type ServerUser } from './server-user.js';

/** Where the files of a server lie; `base` belongs to the user that the server runs as. */
export interface DataDirectory {
  readonly base: string;
  readonly data: string;
}

/**
 * The folder of the database below `directory`, or below /var/tmp when the server's user cannot reach `directory`
 * (root's run from a checkout below a 0700 folder). It exists, with mode 0700, when this returns.
 */
export function dataDirectory(directory: string, user: ServerUser | undefined): DataDirectory {
  mkdirSync(directory, { recursive: true });
  const base = canReach(user, directory) ? join(directory, 'postgres') : replacementFor(directory);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  const found = lstatSync(base);
  const owners = [process.getuid?.(), user?.uid];
  if (!found.isDirectory() || !owners.includes(found.uid)) throw new Error(`${base} belongs to another user: remove it or move it away.`);
  if (user) chownSync(base, user.uid, user.gid);
  return { base, data: join(base, 'data') };
}

/** Removes the database that `startPostgres` keeps for this directory, wherever it lies. The server must be stopped. */
export function removePostgres(directory: string): void {
  rmSync(join(directory, 'postgres'), { recursive: true, force: true });
  if (serverUser()) rmSync(replacementFor(directory), { recursive: true, force: true });
}

const replacementFor = (directory: string): string =>
  join('/var/tmp', `greenledger-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`);
