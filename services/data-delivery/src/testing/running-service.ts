import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AuthorizationView, ThirdPartyView } from '@greenledger/contracts';
import { startTestNats, testDatabase, type TestDatabase, type TestNats } from '@greenledger/testing';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { migrations } from '../persistence/migrations/index.js';
import { startDataDelivery } from '../start-data-delivery.js';
import { expectDescribed } from './described-answer.js';
import { AuthorizationStandIn } from './authorization-stand-in.js';
import { MeterIngestionStandIn } from './meter-ingestion-stand-in.js';

export const COMPANY: ThirdPartyView = {
  thirdPartyId: 'tp-1',
  applicationInformationId: '5d0a4a39-57b8-4a34-9f2d-0a9f1d3c9b11',
  clientId: 'client-1',
  name: 'Watt & Watch',
  purpose: 'Finds savings <fast>',
  clientUri: 'https://watt.example/',
  policyUri: 'https://watt.example/policy',
  tosUri: 'https://watt.example/tos',
  redirectUris: ['https://watt.example/callback'],
  notifyUri: 'https://watt.example/notify',
  scopes: ['FB=4_5;HistoryLength=94608000'],
  softwareId: 'watch',
  softwareVersion: '1.0',
  status: 'production',
  registeredAt: '2025-12-01T00:00:00Z',
  changedAt: '2025-12-02T00:00:00Z',
};

export const AUTHORIZATION: AuthorizationView = {
  authorizationId: '0d2f2b61-3b0f-4d39-8c8a-6d2b1f6f7a55',
  thirdPartyId: COMPANY.thirdPartyId,
  thirdPartyName: COMPANY.name,
  customerId: 'c-1',
  status: 'active',
  terms: {
    usagePointIds: ['up-1'],
    dataSets: ['usage'],
    authorizedPeriod: { start: 1_700_000_000, end: null },
    publishedPeriod: { start: 1_700_000_000, end: null },
    historyLength: 94_608_000,
    purpose: COMPANY.purpose,
  },
  scope: COMPANY.scopes[0]!,
  version: 1,
  termsVersion: 1,
  grantedAt: '2026-01-01T00:00:00Z',
  changedAt: '2026-01-01T00:00:00Z',
};

export const BASE = '/DataCustodian/espi/1_1/resource';

/** The whole service on a database and a NATS of its own, beside a stand-in that speaks for authorization. */
export class RunningService {
  database!: TestDatabase;
  nats!: TestNats;
  app!: NestFastifyApplication;
  authorization!: AuthorizationStandIn;
  customers!: MeterIngestionStandIn;
  url!: string;
  #folder!: string;
  #configuration!: DataDeliveryConfiguration;

  constructor(private readonly settings: Partial<DataDeliveryConfiguration> = {}) {}

  async start(): Promise<void> {
    await this.startSurroundings();
    await this.#startApp();
  }

  /** All but the service itself, for a test that starts it in another way: see `environment`. */
  async startSurroundings(): Promise<void> {
    [this.database, this.nats] = await Promise.all([testDatabase('data-delivery', migrations), startTestNats()]);
    this.#folder = await mkdtemp(join(tmpdir(), 'data-delivery-'));
    this.authorization = new AuthorizationStandIn(this.nats.credentials('authorization'), AUTHORIZATION, COMPANY);
    await this.authorization.start();
    this.customers = new MeterIngestionStandIn(this.nats.credentials('meter-ingestion'));
    await this.customers.start();
    for (const kind of ['access', 'client', 'registration'] as const) this.authorization.token(`token-${kind}`, kind);
    const { user, password } = this.nats.credentials('data-delivery');
    this.#configuration = Object.assign(new DataDeliveryConfiguration(), {
      PORT: 0,
      PUBLIC_ORIGIN: 'https://utility.example',
      DATABASE_URL: this.database.url,
      NATS_URL: this.nats.url,
      // The database of the tests may be on another machine of the network they run in (DATABASE_URL).
      INSECURE_TRANSPORT: 'true',
      NATS_USER: user,
      NATS_PASSWORD: password,
      LOG_LEVEL: 'error',
      PAIRWISE_KEY_FILE: join(this.#folder, 'pairwise-key'),
      ...this.settings,
    });
  }

  /** The configuration as the environment of a process that is started by itself; HOST and PORT are left to it. */
  get environment(): NodeJS.ProcessEnv {
    const settings = Object.entries(this.#configuration).filter(([name, value]) => name !== 'PORT' && value !== undefined);
    return Object.fromEntries(settings.map(([name, value]) => [name, String(value)]));
  }

  /** Stops the service alone and starts it anew on the same database and NATS. */
  async restart(): Promise<void> {
    await this.app.close();
    await this.#startApp();
  }

  async #startApp(): Promise<void> {
    this.app = await startDataDelivery(this.#configuration, { drainOnSignals: false });
    this.url = await this.app.getUrl();
  }

  /** Asks as a third party does; the answer must be one that the OpenAPI document describes. */
  async get(path: string, token?: string, method = 'GET'): Promise<Response> {
    const url = this.url + BASE + path;
    const answer = await fetch(url, { method, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
    expectDescribed(method, url, answer.status);
    return answer;
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.authorization?.stop();
    await this.customers?.stop();
    await this.nats?.stop();
    await this.database?.drop();
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }
}
