import type { AuthorizationEvent, BatchPrepared, Consent, DataArrived, Terms, ThirdPartyEvent } from '@greenledger/contracts';
import { readConfiguration, startService } from '@greenledger/service-kit';
import { Responder, startTestNats, testDatabase } from '@greenledger/testing';
import { NotificationConfiguration } from '../notification-configuration.js';
import { NotificationModule } from '../notification.module.js';
import { migrations } from '../persistence/migrations/index.js';
import { SendingOptions } from '../sending-options.js';
import { LogOwner } from './log-owner.js';
import { Mailbox } from './mailbox.js';
import { Receiver } from './receiver.js';

export const ORIGIN = 'http://localhost:8080';
export type NotificationStack = Awaited<ReturnType<typeof startNotificationStack>>;

export const terms: Terms = {
  usagePointIds: ['up-1'],
  dataSets: ['usage'],
  authorizedPeriod: { start: 1_780_000_000, end: null },
  publishedPeriod: { start: 1_745_000_000, end: null },
  historyLength: 35_000_000,
  purpose: 'Advice on solar',
};

/** The notification service on a real database, real NATS, a real HTTP receiver and a real SMTP server; only the owners of the logs are stand-ins. */
export async function startNotificationStack() {
  const database = await testDatabase('notification', migrations);
  const nats = await startTestNats();
  const [receiver, mailbox] = [new Receiver(), new Mailbox()];
  await Promise.all([receiver.start(), mailbox.start()]);
  const logs = { authorization: new LogOwner('authorization'), dataDelivery: new LogOwner('data-delivery') };
  await Promise.all([
    logs.authorization.start(nats.credentials('authorization')),
    logs.dataDelivery.start(nats.credentials('data-delivery')),
  ]);
  const contact: { name: string; email: string | null; locale: string } = { name: 'Ana Lee', email: 'ana@customer.example', locale: 'en' };
  const responders = await Promise.all([
    Responder.start(nats.credentials('authorization'), {
      'authorization.read-log': (request) => logs.authorization.readPage(request),
      'authorization.find-receipt': ({ authorizationId, eventId }) => ({ code: `receipt-of-${authorizationId}-${eventId}` }),
    }),
    Responder.start(nats.credentials('data-delivery'), { 'data-delivery.read-log': (request) => logs.dataDelivery.readPage(request) }),
    Responder.start(nats.credentials('meter-ingestion'), { 'meter-ingestion.get-contact': () => contact }),
  ]);
  const configuration = readConfiguration(NotificationConfiguration, {
    PORT: '0',
    PUBLIC_ORIGIN: ORIGIN,
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    // The database of the tests may be on another machine of the network they run in (DATABASE_URL).
    INSECURE_TRANSPORT: 'true',
    NATS_USER: 'notification',
    NATS_PASSWORD: nats.credentials('notification').password,
    LOG_LEVEL: 'error',
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Verdant Power <share-my-data@verdant.example>',
    NOTIFY_ALLOW_LOOPBACK: 'true',
  });
  const module = NotificationModule.with(configuration, new SendingOptions([0, 0.2, 0.2, 0.2, 0.2, 30], 1000, 2, 50));
  const start = () => startService({ name: 'notification', module, configuration, drainOnSignals: false });
  let app: Awaited<ReturnType<typeof start>> | undefined = await start();
  return {
    database,
    /** For tests that ask as the portal does. */
    portal: nats.credentials('portal'),
    receiver,
    mailbox,
    contact,
    credentials: (service: 'portal') => nats.credentials(service),
    append: (event: AuthorizationEvent | ThirdPartyEvent) => logs.authorization.append(event),
    arrive: (data: DataArrived['data']) => logs.dataDelivery.append({ type: 'DataArrived', data }),
    prepared: (data: BatchPrepared['data']) => logs.dataDelivery.append({ type: 'BatchPrepared', data }),
    async stopService() {
      await app?.close();
      app = undefined;
    },
    async startService() {
      app = await start();
    },
    async stop() {
      await app?.close();
      await Promise.all([...responders, ...Object.values(logs), receiver, mailbox].map((part) => part.stop()));
      await nats.stop();
      await database.drop();
    },
  };
}

export const registered = (thirdPartyId: string, notifyUri: string): ThirdPartyEvent => ({
  type: 'ThirdPartyRegistered',
  data: {
    thirdPartyId,
    applicationInformationId: `ai-${thirdPartyId}`,
    clientId: thirdPartyId,
    name: `Company ${thirdPartyId}`,
    purpose: 'Advice on solar',
    clientUri: 'https://company.example/',
    policyUri: 'https://company.example/privacy',
    tosUri: 'https://company.example/terms',
    redirectUris: [],
    notifyUri,
    scopes: [],
    softwareId: 's',
    softwareVersion: '1',
  },
});

export const granted = (authorizationId: string, thirdPartyId: string, changed: { consent?: Consent } = {}): AuthorizationEvent => ({
  type: 'AuthorizationGranted',
  data: {
    authorizationId,
    thirdPartyId,
    customerId: 'c-1',
    terms,
    consent: { textDigest: '', locale: 'en', method: 'online' },
    scope: 'FB=4_5',
    ...changed,
  },
});

export const modified = (authorizationId: string, changed: Partial<Terms>): AuthorizationEvent => ({
  type: 'AuthorizationModified',
  data: { authorizationId, terms: { ...terms, ...changed }, change: 'narrowed' },
});

export const revoked = (authorizationId: string): AuthorizationEvent => ({
  type: 'AuthorizationRevoked',
  data: { authorizationId, by: 'customer', reason: 'test' },
});

/** Waits until the condition holds. @throws Error after `milliseconds`. */
export async function eventually(condition: () => boolean | Promise<boolean>, milliseconds = 10_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
