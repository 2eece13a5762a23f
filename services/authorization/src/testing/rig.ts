import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Operation, ReplyOf, RequestOf, ThirdPartyRegistered } from '@greenledger/contracts';
import { PostgresEventStore } from '@greenledger/event-store';
import { connectNats, RequestClient } from '@greenledger/messaging';
import { startTestNats, testDatabase } from '@greenledger/testing';
import { ClientNats } from '@nestjs/microservices';
import { ThirdParties } from '../application/third-parties.js';
import { newClientId } from '../domain/third-party/index.js';
import { AuthorizationConfiguration } from '../configuration.js';
import type { ClientOptions } from '../oauth/client-options.js';
import { Clients } from '../oauth/clients.js';
import { migrations } from '../persistence/migrations/index.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';
import { startAuthorization, type StartOptions } from '../start.js';
import { CustomerDataStandIn } from './customer-data-stand-in.js';

export const CALLBACK = 'https://company.example/callback';
export const SCOPE = 'FB=4_5;IntervalDuration=900_3600;BlockDuration=daily;HistoryLength=34214400';

/** Tests come from one address and fail on purpose; the limits have a test of their own. */
const NO_LIMITS = { requestsPerAddress: Infinity, failuresPerAddress: Infinity, failuresPerClient: Infinity } as const;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Company {
  readonly thirdPartyId: string;
  readonly applicationInformationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationAccessToken: string;
}

/** The running service with real PostgreSQL and NATS, and a responder that stands for meter-ingestion. */
export async function startRig(
  lifetimes: StartOptions['lifetimes'] = {},
  {
    limits = NO_LIMITS,
    ...environment
  }: {
    limits?: StartOptions['limits'];
    CLIENT_CERTIFICATE_HEADER?: string;
    CLIENT_CERTIFICATE_AUTHORITIES_FILE?: string;
    TRUSTED_PROXIES?: string;
    OUTBOUND_ALLOW_LOOPBACK?: boolean;
  } = {},
) {
  const directory = await mkdtemp(join(tmpdir(), 'gl-authorization-'));
  const database = await testDatabase('authorization', migrations);
  const nats = await startTestNats();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const own = nats.credentials('authorization');
  const configuration = Object.assign(new AuthorizationConfiguration(), {
    PORT: port,
    PUBLIC_ORIGIN: origin,
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    // The database of the tests may be on another machine of the network they run in (DATABASE_URL).
    INSECURE_TRANSPORT: 'true',
    NATS_USER: own.user,
    NATS_PASSWORD: own.password,
    LOG_LEVEL: 'error',
    KEYS_DIR: join(directory, 'keys'),
    CHECKPOINT_DIR: join(directory, 'checkpoints'),
    LOG_ORIGIN: 'test/authorization',
    ...environment,
  });

  const customerData = new CustomerDataStandIn();
  const ingestion = await connectNats({ ...nats.credentials('meter-ingestion') });
  const subscription = customerData.answer(ingestion);

  const start = () => startAuthorization(configuration, { lifetimes, limits, drainOnSignals: false });
  let app = await start();
  const asking = (service: 'portal' | 'data-delivery' | 'notification'): RequestClient => {
    const { user, password } = nats.credentials(service);
    return new RequestClient(new ClientNats({ servers: nats.url, user, pass: password, inboxPrefix: `_INBOX_${service}` }));
  };
  const clients = { portal: asking('portal'), 'data-delivery': asking('data-delivery'), notification: asking('notification') };

  return {
    get app() {
      return app;
    },
    /** Stops the service, does something meanwhile, and starts it again on the same database and port. */
    async restart(meanwhile: () => Promise<void>): Promise<void> {
      await app.close();
      await meanwhile();
      app = await start();
    },
    database,
    credentials: nats.credentials,
    origin,
    customerData,
    store: new PostgresEventStore(database.dataSource, database.url),
    ask: <O extends Operation>(as: keyof typeof clients, operation: O, payload: RequestOf<O>): Promise<ReplyOf<O>> =>
      clients[as].request(operation, payload),
    company: (changed: Partial<ThirdPartyRegistered['data']> = {}, approved = true, options: ClientOptions = {}) =>
      register(database, changed, approved, options),
    async stop(): Promise<void> {
      await Promise.all(Object.values(clients).map((client) => client.close()));
      await app.close();
      subscription.unsubscribe();
      await ingestion.close();
      await nats.stop();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type Rig = Awaited<ReturnType<typeof startRig>>;

async function register(
  { dataSource, url }: Awaited<ReturnType<typeof testDatabase>>,
  changed: Partial<ThirdPartyRegistered['data']>,
  approved: boolean,
  options: ClientOptions,
): Promise<Company> {
  const store = new PostgresEventStore(dataSource, url);
  const thirdParties = new ThirdParties(store);
  const clients = new Clients(dataSource, new ReadModels(dataSource, store), new ThirdPartyViews(dataSource));
  const ids = { thirdPartyId: randomUUID(), applicationInformationId: randomUUID(), clientId: newClientId(randomUUID()) };
  await thirdParties.register({
    ...ids,
    name: 'Company & Sons',
    purpose: 'advice on saving energy',
    clientUri: 'https://company.example/',
    policyUri: 'https://company.example/privacy',
    tosUri: 'https://company.example/terms',
    redirectUris: [CALLBACK],
    notifyUri: 'https://company.example/notify',
    scopes: [SCOPE],
    softwareId: 'company',
    softwareVersion: '1',
    ...changed,
  });
  if (approved) await thirdParties.approve(ids.thirdPartyId, 'operator');
  return { ...ids, ...(await clients.issue(ids.clientId, ids.thirdPartyId, options)) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
