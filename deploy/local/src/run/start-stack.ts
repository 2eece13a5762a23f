import { join } from 'node:path';
import type { ServiceName } from '@greenledger/contracts';
import { startMailCatcher } from '../mail/mail-catcher.js';
import { startOrigin } from '../origin/origin-proxy.js';
import { Cleanup } from './cleanup.js';
import { writeDemoAccounts, writeOperatorCredentials } from './credential-files.js';
import { prepareDatabases } from './databases.js';
import type { Progress } from './progress.js';
import { loadSecrets } from './secrets.js';
import type { Stack } from './stack.js';
import { startDatabaseServer, startMessagingServer } from './start-servers.js';
import { serviceEnvironment, writeServiceEnvironment } from './service-environment.js';
import { startServices, type Services } from './start-services.js';
import { openStateDirectory } from './state-directory.js';

export interface StackOptions {
  /** State directory; `defaultStateDirectory` for `npm start`. */
  readonly directory: string;
  /** Wipe the state (and the run's database) first. */
  readonly fresh: boolean;
  /** Port wanted for the origin; the next free one is taken. */
  readonly port: number;
  /**
   * Where the passwords are kept; default `directory`. Runs that may share a server (DATABASE_URL) share them too, for
   * login roles belong to the server.
   */
  readonly secretsDirectory?: string;
  /** Name of the run's database. */
  readonly database: string;
  readonly progress: Progress;
  /** Arguments of Node for the service processes, for example `--cpu-prof`; a measurement sets them. */
  readonly nodeArguments?: readonly string[];
  /** Takes what was started, to stop it when the start itself is interrupted. */
  readonly cleanup?: Cleanup;
}

const OPERATOR = 'operator';

/** Starts everything and resolves when all five services are ready. On failure everything started so far is stopped. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const cleanup = options.cleanup ?? new Cleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(options: StackOptions, cleanup: Cleanup): Promise<Stack> {
  const { directory, secretsDirectory, fresh, port, database, progress, nodeArguments } = options;
  const state = openStateDirectory(directory, { fresh });
  cleanup.add(() => state.release());
  const note = (text: string): void => progress.note(text);
  const secrets = loadSecrets(secretsDirectory ?? state.root);
  const operator = { user: OPERATOR, password: secrets.operator };
  const operatorCredentialsFile = join(state.root, 'operator-credentials.json');
  const accountsFile = join(state.root, 'demo-accounts.json');

  const postgres = await progress.step('PostgreSQL', () => startDatabaseServer(state, cleanup, note));
  const nats = await progress.step('nats-server', () => startMessagingServer(state, secrets, cleanup, note));
  const mail = await startMailCatcher(state.part('mail'));
  cleanup.add(() => mail.stop());
  const databases = await progress.step('Database roles and schemas', async () => {
    const passwords = secrets.database;
    const writing = [writeOperatorCredentials(operatorCredentialsFile, operator), writeDemoAccounts(accountsFile)];
    const [prepared] = await Promise.all([prepareDatabases({ serverUrl: postgres.url, database, fresh, passwords }), ...writing]);
    return prepared;
  });
  // The origin's port must be known before the services start: they are told their public address.
  const behind: { services?: Services } = {};
  const origin = await startOrigin(port, (service) => behind.services?.[service].url);
  cleanup.add(() => origin.stop());
  if (!origin.url.endsWith(`:${port}`)) progress.note(`Port ${port} is taken; this run is at ${origin.url}`);
  const source = {
    publicOrigin: origin.url,
    databaseUrl: databases.urlOf,
    nats,
    part: state.part,
    smtpUrl: mail.smtpUrl,
    mailUrl: mail.url,
    operatorCredentialsFile,
    accountsFile,
  };
  writeServiceEnvironment(state.part('environment'), 'authorization', source);
  for (const service of ['data-delivery', 'meter-ingestion'] as const) {
    writeServiceEnvironment(state.part('environment'), service, source, { DATABASE_ADMIN_URL: databases.adminUrl });
  }
  const running = await progress.step('Five services', () => startServices(source, { logs: state.logs, nodeArguments, cleanup, note }));
  behind.services = running;
  return {
    origin: origin.url,
    services: running,
    directory: state.root,
    logDirectory: state.logs,
    operator,
    databaseUrl: databases.adminUrl,
    natsUrl: nats.url,
    mailUrl: mail.url,
    environment: (service) => serviceEnvironment(service, source),
    processIds: () => processIds({ postgres, nats }, running),
    kill: (name) => (name === 'nats' ? killNats(nats.kill) : running[name as ServiceName].kill()),
    stop: () => cleanup.run(),
  };
}

function processIds(servers: Readonly<Record<'postgres' | 'nats', { readonly pid?: number }>>, services: Services): Map<string, number> {
  const all = Object.entries<{ readonly pid?: number }>({ ...servers, ...services });
  return new Map(all.flatMap(([name, { pid }]) => (pid === undefined ? [] : [[name, pid] as const])));
}

function killNats(kill: (() => void) | undefined): void {
  if (!kill) throw new Error('The nats-server of NATS_URL is not ours to kill.');
  kill();
}
