import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Where fetched programs are kept between runs: GREENLEDGER_CACHE, `$XDG_CACHE_HOME/greenledger`,
 * `~/.cache/greenledger`, or a folder of the user's own below the temp folder when the home cannot be written
 * (service accounts such as `nobody` have none). The folder exists and is writable when this returns.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const wanted = env['GREENLEDGER_CACHE'];
  if (wanted) {
    if (!isWritableDirectory(wanted)) throw new Error(`GREENLEDGER_CACHE is ${wanted}, which cannot be written: name a writable folder.`);
    return wanted;
  }
  const candidates = [
    env['XDG_CACHE_HOME'] ? join(env['XDG_CACHE_HOME'], 'greenledger') : undefined,
    join(env['HOME'] ?? homedir(), '.cache', 'greenledger'),
    join(tmpdir(), `greenledger-cache-${userInfo().uid}`),
  ];
  const found = candidates.find((candidate) => candidate !== undefined && isWritableDirectory(candidate));
  if (!found) throw new Error('No folder for fetched programs can be written: set GREENLEDGER_CACHE to one that can.');
  return found;
}

function isWritableDirectory(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
