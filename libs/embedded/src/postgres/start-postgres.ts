import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { ServerIdentity } from '../certificates/make-certificate.js';
import { freePort } from '../free-port.js';
import { startChild } from '../process/managed-child.js';
import { waitUntilReady } from '../process/wait-until.js';
import { dataDirectory, type DataDirectory } from './data-directory.js';
import { nativeBinaries } from './native-binaries.js';
import { serverUser, type ServerUser } from './server-user.js';
import { endStaleServer } from './stale-server.js';

const ADMINISTRATOR = 'greenledger_admin';

export interface PostgresServer {
  /** Administrator URL with its password: never log it. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<unknown>;
  /** Fast shutdown: rolls back what is open, writes everything, ends. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Holds the data (or its stand-in does, see dataDirectory); kept between runs. */
  readonly directory: string;
  readonly port?: number;
  readonly logFile?: string;
  /** False only for throw-away databases of tests: no fsync. */
  readonly durable?: boolean;
  /** Also speaks TLS. */
  readonly tls?: ServerIdentity;
}

/** Starts the embedded PostgreSQL on 127.0.0.1, making the cluster first when there is none. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const user = serverUser();
  const native = nativeBinaries(user);
  const place = dataDirectory(options.directory, user);
  const passwordFile = join(place.base, 'administrator-password');
  if (!existsSync(join(place.data, 'PG_VERSION'))) await createCluster(native, place, passwordFile, user);
  await endStaleServer(place.data);
  const password = readFileSync(passwordFile, 'utf8');
  const port = options.port ?? (await freePort());
  const url = `postgres://${ADMINISTRATOR}:${password}@127.0.0.1:${port}/postgres`;
  const logFile = options.logFile ?? join(options.directory, 'postgres.log');
  const child = startChild({
    command: join(native, 'bin', 'postgres'),
    args: [
      '-D',
      place.data,
      '-p',
      String(port),
      ...settings(options.durable ?? true),
      ...(options.tls ? tlsSettings(options.tls, place.base, user) : []),
    ],
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    logFile,
    stopSignal: 'SIGINT',
    ...user,
  });
  await waitUntilReady({ name: 'PostgreSQL', child, logFile, probe: () => tryConnect(url) });
  return { url, port, pid: child.pid, exited: child.exited, stop: async () => void (await child.stop(30_000)) };
}

/** PostgreSQL takes only a key that no one but its own user may read. */
function tlsSettings({ certificate, privateKey }: ServerIdentity, directory: string, user: ServerUser | undefined): string[] {
  const [certificateFile, keyFile] = [join(directory, 'server.crt'), join(directory, 'server.key')];
  writeFileSync(certificateFile, certificate);
  writeFileSync(keyFile, privateKey, { mode: 0o600 });
  if (user) [certificateFile, keyFile].forEach((file) => chownSync(file, user.uid, user.gid));
  return ['-c', 'ssl=on', '-c', `ssl_cert_file=${certificateFile}`, '-c', `ssl_key_file=${keyFile}`];
}

function settings(durable: boolean): string[] {
  return [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    `fsync=${durable ? 'on' : 'off'}`,
    `synchronous_commit=${durable ? 'on' : 'off'}`,
    `full_page_writes=${durable ? 'on' : 'off'}`,
  ].flatMap((setting) => ['-c', setting]);
}

async function createCluster(native: string, place: DataDirectory, passwordFile: string, user: ServerUser | undefined): Promise<void> {
  rmSync(place.data, { recursive: true, force: true });
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const args = ['-D', place.data, '-U', ADMINISTRATOR, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C'];
  try {
    await promisify(execFile)(join(native, 'bin', 'initdb'), args, { ...user, cwd: '/', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } });
  } catch (error) {
    rmSync(place.data, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not make its data folder: ${(error as { stderr?: string }).stderr?.trim() || String(error)}`);
  }
}

async function tryConnect(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => undefined);
  }
}
