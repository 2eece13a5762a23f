import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ProblemError,
  type ConsentRequestView,
  type PaperView,
  type PersonalTokenView,
  type ReleaseView,
  type ServiceView,
  type ThirdPartyView,
} from '@greenledger/contracts';
import { readConfiguration } from '@greenledger/service-kit';
import { Responder, startTestNats, testDatabase } from '@greenledger/testing';
import { migrations } from '../persistence/migrations/index.js';
import { PortalConfiguration } from '../portal-configuration.js';
import { hashPassword } from '../session/password.js';
import { startPortal } from '../start-portal.js';
import { customerAnswers } from './customer-answers.js';
import { companyDataAnswers, companyDataWorld } from './company-data-answers.js';
import { companyAnswers, companyWorld, mailAnswers } from './demo-company.js';
import { authorization, consentRequest, CUSTOMER_ID, release, services } from './demo-consent.js';
import { companyReportAnswers, meterDataAnswers, meterDataWorld } from './meter-data-answers.js';
import { paperAnswers } from './paper-answers.js';
import { personalTokenAnswers } from './personal-token-answers.js';
import { ownUsageAnswers } from './own-usage-answers.js';

/** What the stand-ins of authorization and meter-ingestion answer with; tests change it. */
export interface World {
  requests: Map<string, ConsentRequestView>;
  services: readonly ServiceView[];
  authorizations: ReturnType<typeof authorization>[];
  releases: readonly ReleaseView[];
  papers: PaperView[];
  tokens: PersonalTokenView[];
  mails: { to: string; subject: string; text: string; receivedAt: string }[];
  /** Companies in the directory beside the demo company. */
  furtherCompanies: readonly ThirdPartyView[];
  /** Where the company wants customers to begin, when it does. */
  profile: Pick<ThirdPartyView, 'profile'>;
  /** What approve-consent throws, when it does. */
  approveProblem: ProblemError | undefined;
}

export type PortalStack = Awaited<ReturnType<typeof startPortalStack>>;

/** A portal with a real database and real NATS; the two services it asks are stand-ins on that NATS. */
export async function startPortalStack(environment: Record<string, string> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'greenledger-portal-'));
  const database = await testDatabase('portal', migrations);
  const nats = await startTestNats();
  const world: World = {
    requests: new Map([['interaction-1', consentRequest()]]),
    services,
    authorizations: [authorization()],
    releases: [release('r-1', '2026-06-01T10:00:00Z', 1344), release('r-2', '2026-06-02T10:00:00Z', 96)],
    papers: [],
    tokens: [],
    mails: [{ to: 'ana@customer.example', subject: 'You now share energy data', text: 'Hello Ana', receivedAt: '2026-06-01T10:00:00Z' }],
    furtherCompanies: [],
    profile: {},
    approveProblem: undefined,
  };
  const meterData = meterDataWorld();
  let guestLookups: Promise<void> | undefined;
  const meterIngestion = await Responder.start(nats.credentials('meter-ingestion'), {
    'meter-ingestion.find-customer': ({ customerNumber }) => {
      if (customerNumber !== '4711') throw new ProblemError('unknown-customer', 'There is no such customer.');
      return { customerId: CUSTOMER_ID, name: 'Ana Lee' };
    },
    'meter-ingestion.list-services': () => ({ services: world.services }),
    'meter-ingestion.find-guest': async ({ accountNumber }) => {
      await guestLookups;
      return { customerId: accountNumber === '7001' ? CUSTOMER_ID : null };
    },
    ...meterDataAnswers(meterData),
  });
  const companies = companyWorld();
  const answers = {
    ...authorizationAnswers(world),
    ...customerAnswers(world),
    ...companyAnswers(companies),
    ...companyReportAnswers(meterData),
  };
  const authorizations = await Responder.start(nats.credentials('authorization'), answers);
  const notification = await Responder.start(nats.credentials('notification'), {
    ...mailAnswers(companies),
    'notification.send-guest-code': () => ({ accepted: true }),
  });
  const companyData = companyDataWorld();
  const dataDelivery = await Responder.start(nats.credentials('data-delivery'), {
    ...ownUsageAnswers(),
    ...companyDataAnswers(companyData),
  });
  const mailCatcher = createServer((_request, response) => void response.end(JSON.stringify(world.mails)));
  await new Promise<void>((resolve) => mailCatcher.listen(0, '127.0.0.1', resolve));
  const accountsFile = join(directory, 'accounts.json');
  const passwordHash = await hashPassword('sunshine', 1024);
  await writeFile(
    accountsFile,
    JSON.stringify([
      { userName: 'ana', passwordHash, customerNumber: '4711', displayName: 'Ana Lee', role: 'customer' },
      { userName: 'otto', passwordHash, displayName: 'Otto Operator', role: 'operator' },
      { userName: 'olga', passwordHash, displayName: 'Olga Operator', role: 'operator' },
      { userName: 'newcomer', passwordHash, customerNumber: '4712', displayName: 'New Comer', role: 'customer' },
    ]),
  );
  const configuration = readConfiguration(PortalConfiguration, {
    PORT: '0',
    PUBLIC_ORIGIN: 'http://localhost:8080',
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    // The database of the tests may be on another machine of the network they run in (DATABASE_URL).
    INSECURE_TRANSPORT: 'true',
    NATS_USER: 'portal',
    NATS_PASSWORD: nats.credentials('portal').password,
    LOG_LEVEL: 'error',
    ACCOUNTS_FILE: accountsFile,
    UTILITY_NAME: 'Verdant Power',
    EVIDENCE_DIR: join(directory, 'evidence'),
    TOTP_KEY_FILE: join(directory, 'totp.key'),
    DEMO_MAIL_URL: urlOf(mailCatcher),
    ...environment,
  });
  const app = await startPortal(configuration);
  return {
    origin: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    world,
    companies,
    meterData,
    companyData,
    meterIngestion,
    authorizations,
    notification,
    dataDelivery,
    evidenceDirectory: join(directory, 'evidence'),
    /** Lets look-ups of guests wait until the function it returns is called. */
    holdGuestLookups(): () => void {
      let release = (): void => undefined;
      guestLookups = new Promise((resolve) => (release = resolve));
      return release;
    },
    database,
    async stop() {
      await app.close();
      await Promise.all([meterIngestion.stop(), authorizations.stop(), notification.stop(), dataDelivery.stop()]);
      await new Promise((resolve) => mailCatcher.close(resolve));
      await nats.stop();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function authorizationAnswers(world: World): Parameters<typeof Responder.start>[1] {
  const open = (interactionId: string): ConsentRequestView => {
    const found = world.requests.get(interactionId);
    if (!found) throw new ProblemError('consent-request-gone', 'The request was answered or has expired.');
    return found;
  };
  return {
    'authorization.describe-consent-request': ({ interactionId }) => open(interactionId),
    'authorization.approve-consent': async ({ interactionId }) => {
      open(interactionId);
      if (world.approveProblem) throw world.approveProblem;
      world.requests.delete(interactionId);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { authorizationId: authorization().authorizationId, returnTo: `/oauth/authorize/${interactionId}` };
    },
    'authorization.deny-consent': ({ interactionId }) => {
      open(interactionId);
      world.requests.delete(interactionId);
      return { returnTo: `/oauth/authorize/${interactionId}` };
    },
    'authorization.list-authorizations': () => ({ authorizations: world.authorizations }),
    'authorization.get-authorization': ({ authorizationId }) => {
      const found = world.authorizations.find((one) => one.authorizationId === authorizationId);
      if (!found) throw new ProblemError('not-found', 'There is no such authorization.');
      return found;
    },
    ...paperAnswers(world),
    ...personalTokenAnswers(world),
    'authorization.list-releases': () => ({ releases: world.releases }),
    'authorization.revoke-authorization': ({ authorizationId, by, reason }) => {
      const ended = { at: '2026-07-01T12:00:00Z', by, reason };
      world.authorizations = world.authorizations.map((one) =>
        one.authorizationId === authorizationId ? { ...one, status: 'revoked' as const, ended } : one,
      );
      return { version: 2 };
    },
  };
}
