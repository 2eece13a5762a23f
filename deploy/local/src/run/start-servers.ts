import { join } from 'node:path';
import type { ServiceName } from '@greenledger/contracts';
import { freePort, startNats, startPostgres } from '@greenledger/embedded';
import { natsUsers } from '@greenledger/messaging';
import type { Cleanup } from './cleanup.js';
import type { Secrets } from './secrets.js';
import type { StateDirectory } from './state-directory.js';
import { supervise } from './supervise.js';

/** Tells in one line what the supervisor sees. */
export type Note = (text: string) => void;

export interface DatabaseServer {
  /** Administrator URL. Secret: never print it. */
  readonly url: string;
  /** Of its present life; absent for a server that is not ours. */
  readonly pid?: number;
}

/** The PostgreSQL of DATABASE_URL, or an own one in the state directory. */
export async function startDatabaseServer(state: StateDirectory, cleanup: Cleanup, note: Note): Promise<DatabaseServer> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given };
  const options = { directory: state.root, logFile: join(state.logs, 'postgres.log'), port: await freePort() };
  let server = await startPostgres(options);
  const supervision = supervise({
    name: 'PostgreSQL',
    note,
    process: {
      get exited() {
        return server.exited;
      },
      async restart() {
        server = await startPostgres(options);
      },
    },
  });
  cleanup.add(() => (supervision.end(), server.stop()));
  return {
    url: server.url,
    get pid() {
      return server.pid;
    },
  };
}

export interface MessagingServer {
  readonly url: string;
  readonly user: (service: ServiceName) => string;
  readonly password: (service: ServiceName) => string;
  /** Absent for a server that is not ours. */
  readonly kill?: () => void;
  readonly pid?: number;
}

/** The server of NATS_URL with its one user, or an own nats-server with one user per service. */
export async function startMessagingServer(
  state: StateDirectory,
  secrets: Secrets,
  cleanup: Cleanup,
  note: Note,
): Promise<MessagingServer> {
  const given = process.env['NATS_URL'];
  if (given) return givenServer(given);
  const server = await startNats({
    directory: state.part('nats'),
    users: natsUsers(secrets.nats),
    logFile: join(state.logs, 'nats-server.log'),
  });
  const supervision = supervise({ name: 'nats-server', note, process: server });
  cleanup.add(() => (supervision.end(), server.stop()));
  return {
    url: server.url,
    user: (service) => service,
    password: (service) => secrets.nats[service],
    kill: () => server.kill(),
    get pid() {
      return server.pid;
    },
  };
}

function givenServer(given: string): MessagingServer {
  const url = new URL(given);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  if (!user || !password) throw new Error('NATS_URL needs the user and password that the services share: nats://user:password@host:port.');
  return { url: `nats://${url.host}`, user: () => user, password: () => password };
}
