import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../cache-directory.js';
import { canFetchDebianPackages, debianPackages } from '../debian/debian-packages.js';
import { findExecutable, isExecutable } from '../find-executable.js';

const WAYS =
  'Install nats-server 2.9 or newer (https://nats.io/download), name the program in NATS_SERVER_BIN, or name a running server in NATS_URL.';

/**
 * The nats-server program: NATS_SERVER_BIN, the PATH and sbin folders, the cache, or fetched from Debian (no root).
 * @throws Error of one sentence that says what to do, when there is no way.
 */
export async function findNatsServer(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const named = env['NATS_SERVER_BIN'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`NATS_SERVER_BIN is ${named}, which is no program that can be run. ${WAYS}`);
  }
  const installed = findExecutable(['nats-server'], env);
  if (installed) return installed;
  const cache = cacheDirectory(env);
  const fetched = join(cache, 'debian-nats-server', 'usr', 'sbin', 'nats-server');
  if (existsSync(fetched)) return fetched;
  if (!canFetchDebianPackages())
    throw new Error(`nats-server was not found, and it can be fetched by itself only on Debian and Ubuntu. ${WAYS}`);
  const root = await debianPackages(['nats-server'], cache).catch((error: Error) => {
    throw new Error(`nats-server was not found. ${error.message} ${WAYS}`);
  });
  const program = ['usr/sbin', 'usr/bin'].map((folder) => join(root, folder, 'nats-server')).find(isExecutable);
  if (!program) throw new Error(`The Debian package nats-server holds no program. ${WAYS}`);
  return program;
}
