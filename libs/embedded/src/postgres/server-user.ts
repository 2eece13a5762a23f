import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The user that PostgreSQL runs as; PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user to switch to: none for a plain user; for root the users `postgres` or `nobody`, which initdb can look up by name. */
export function serverUser(uid = process.getuid?.(), passwd: string = readPasswd()): ServerUser | undefined {
  if (uid !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const fields = passwd
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':');
    if (fields && Number(fields[2]) > 0) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no user postgres or nobody to run it as: start as a plain user, or set DATABASE_URL.',
  );
}

/** Whether that user can reach the folder through all the folders above it. */
export function canReach(user: ServerUser | undefined, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -P -- "$1"', 'sh', directory], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}
