import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { ServerIdentity } from '../certificates/make-certificate.js';
import { freePort } from '../free-port.js';
import { startChild, type ManagedChild } from '../process/managed-child.js';
import { waitUntilReady } from '../process/wait-until.js';
import { findNatsServer } from './find-nats-server.js';
import { natsConfiguration, type NatsUser } from './nats-configuration.js';

export interface NatsServer {
  /** `nats://127.0.0.1:<port>`, without credentials. */
  readonly url: string;
  /** Process id of the current incarnation. */
  readonly pid: number;
  /** Resolves each time the process has ended by itself or was killed; for a supervisor. */
  readonly exited: Promise<unknown>;
  /** SIGKILL: a crash. */
  kill(): void;
  /** Starts it again on the same port and store, ending it first when it still runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface NatsOptions {
  /** Holds the configuration (0600), the JetStream store and, unless named otherwise, the log. */
  readonly directory: string;
  readonly users: readonly NatsUser[];
  readonly port?: number;
  readonly logFile?: string;
  /** Speaks TLS only. */
  readonly tls?: ServerIdentity;
}

/** Starts nats-server with JetStream on 127.0.0.1. */
export async function startNats(options: NatsOptions): Promise<NatsServer> {
  const program = await findNatsServer();
  const storeDirectory = join(options.directory, 'jetstream');
  await mkdir(storeDirectory, { recursive: true, mode: 0o700 });
  const port = options.port ?? (await freePort());
  const configuration = join(options.directory, 'nats-server.conf');
  const logFile = options.logFile ?? join(options.directory, 'nats-server.log');
  const tls = options.tls && { certificateFile: join(options.directory, 'server.crt'), keyFile: join(options.directory, 'server.key') };
  if (options.tls && tls) {
    await writeFile(tls.certificateFile, options.tls.certificate);
    await writeFile(tls.keyFile, options.tls.privateKey, { mode: 0o600 });
  }
  await writeFile(configuration, natsConfiguration({ port, storeDirectory, users: options.users, tls }), { mode: 0o600 });
  const start = async (): Promise<ManagedChild> => {
    const child = startChild({ command: program, args: ['-c', configuration], logFile });
    await waitUntilReady({ name: 'nats-server', child, logFile, probe: () => readInfo(port) });
    return child;
  };
  let child = await start();
  return {
    url: options.tls ? `tls://localhost:${port}` : `nats://127.0.0.1:${port}`,
    get pid() {
      return child.pid;
    },
    get exited() {
      return child.exited;
    },
    kill: () => child.kill(),
    async restart() {
      await child.stop();
      child = await start();
    },
    stop: async () => void (await child.stop()),
  };
}

/** The server greets every connection with an INFO line as soon as it takes clients. */
function readInfo(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1000 });
    const fail = (error: Error): void => void (socket.destroy(), reject(error));
    socket.once('error', fail);
    socket.once('timeout', () => fail(new Error('no greeting')));
    socket.once('data', (greeting) => {
      if (!greeting.toString('latin1').startsWith('INFO ')) return fail(new Error('another server answers on this port'));
      socket.destroy();
      resolve();
    });
  });
}
