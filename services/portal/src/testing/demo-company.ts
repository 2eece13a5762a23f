import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import {
  ProblemError,
  testText,
  type CredentialChange,
  type CredentialsView,
  type RequestOf,
  type SandboxRequestView,
  type TestRun,
  type ThirdPartyProgress,
} from '@greenledger/contracts';
import { hashPassword } from '../session/password.js';
import type { CompanyRole } from '../session/accounts.js';
import { CompanyPeople } from '../third-party/people/company-people.js';
import { thirdParty } from './demo-consent.js';
import type { Responder } from '@greenledger/testing';

export const COMPANY_PASSWORD = 'correct horse battery';

/** What the stand-ins for companies answer with, and the mails that were queued. */
export interface CompanyWorld {
  progress: ThirdPartyProgress;
  mails: RequestOf<'notification.queue-mail'>[];
  runs: TestRun[];
  seen: SandboxRequestView[];
  /** Runs that were asked for. */
  asked: RequestOf<'authorization.run-third-party-test'>[];
  /** What a change of credentials throws, when it does. */
  credentialProblem?: ProblemError;
  /** Changes of credentials that were asked for. */
  readonly credentialChanges: CredentialChange[];
}

/** A run as it is sent now: codes with their values. */
const FAILED_RUN: TestRun = {
  runId: '10000000-0000-4000-8000-000000000001',
  test: 'oauth',
  state: 'failed',
  startedAt: '2026-06-02T10:00:00Z',
  finishedAt: '2026-06-02T10:00:03Z',
  steps: [
    {
      request: 'GET http://localhost:8080/oauth/authorize',
      about: testText('bySoftware'),
      expected: testText('needAuthorize'),
      found: [testText('seenAt', '2026-06-02T09:59:00Z'), testText('pkceUsed')],
      passed: true,
      advice: '',
    },
    {
      request: 'POST http://localhost:8080/oauth/token',
      about: testText('bySoftware'),
      expected: testText('needRedeemed'),
      found: [testText('oauthError', 'invalid_grant', 'grant request is invalid')],
      passed: false,
      advice: testText('redeemAtOnce'),
    },
  ],
};

/** A run as an earlier release stored it: English texts. */
const STORED_RUN: TestRun = {
  runId: '10000000-0000-4000-8000-000000000002',
  test: 'connectivity',
  state: 'passed',
  startedAt: '2026-05-02T10:00:00Z',
  finishedAt: '2026-05-02T10:00:03Z',
  steps: [
    {
      request: 'POST http://localhost:8080/oauth/token (client_credentials)',
      expected: '200 with an access_token',
      found: 'status 200',
      passed: true,
      advice: '',
    },
  ],
};

const OF_SOFTWARE = { authorizationId: null, madeBy: 'company', authentication: 'client_secret_basic', pkce: true } as const;
const SEEN: SandboxRequestView[] = [
  {
    ...OF_SOFTWARE,
    at: '2026-06-02T09:59:30Z',
    step: 'token',
    refusal: { error: 'invalid_grant', description: 'grant request is invalid' },
  },
  { ...OF_SOFTWARE, at: '2026-06-02T09:59:00Z', step: 'authorize', refusal: null },
];

export const companyWorld = (): CompanyWorld => ({
  progress: { ...thirdParty, stage: 'testing', testsPassed: [], milestones: { registered: thirdParty.registeredAt } },
  mails: [],
  runs: [FAILED_RUN, STORED_RUN],
  seen: SEEN,
  asked: [],
  credentialChanges: [],
});

type Answers = Parameters<typeof Responder.start>[1];

/** A company that may choose by what its certificate is known. */
const DEMO_CREDENTIALS: CredentialsView = {
  clientId: 'cl-1',
  authMethod: 'client_secret_basic',
  secrets: [],
  jwksUri: null,
  keys: [],
  certificates: [
    {
      certificateId: '20000000-0000-4000-8000-000000000001',
      subject: 'CN=client.sunny.example,O=Sunny Roofs,C=US',
      issuer: 'CN=Trusted Authority',
      thumbprint: '7471812ce41a7ead7493f3f12c7db0bf9671239f3331b1545d453cc6c9988174',
      notBefore: '2026-11-23T13:45:30Z',
      notAfter: '2126-10-30T13:45:30Z',
      names: [
        { field: 'tls_client_auth_subject_dn', value: 'CN=client.sunny.example,O=Sunny Roofs,C=US' },
        { field: 'tls_client_auth_san_dns', value: 'client.sunny.example' },
      ],
    },
  ],
  mutualTls: 'subject',
};

/** Answers of authorization about companies. */
export const companyAnswers = (world: CompanyWorld): Answers => ({
  'authorization.register-third-party': () => ({ clientId: 'cl-1' }),
  'authorization.confirm-third-party-email': () => ({ stage: 'testing' }),
  'authorization.get-third-party-progress': () => world.progress,
  'authorization.list-third-party-progress': () => ({ thirdParties: [world.progress] }),
  'authorization.get-third-party-contacts': () => ({ contacts: null }),
  'authorization.list-test-runs': () => ({ runs: world.runs }),
  'authorization.list-sandbox-requests': () => ({ requests: world.seen }),
  'authorization.run-third-party-test': (request) => {
    world.asked.push(request);
    return { runId: 'run-1' };
  },
  'authorization.get-credentials': () => DEMO_CREDENTIALS,
  'authorization.change-credentials': ({ change }) => {
    world.credentialChanges.push(change);
    if (world.credentialProblem) throw world.credentialProblem;
    return change.kind === 'rotateSecret' ? { clientSecret: 'shown-once-only' } : {};
  },
  'authorization.review-third-party': ({ decision }) => {
    if (decision.kind === 'approve' && world.progress.stage !== 'review') throw new ProblemError('conflict', 'not in review');
    return { stage: 'review' };
  },
});

/** Answers of notification. */
export const mailAnswers = (world: CompanyWorld): Answers => ({
  'notification.queue-mail': (request) => {
    world.mails.push(request);
    return { queued: true };
  },
});

/** Opens an account with COMPANY_PASSWORD. @returns the e-mail address */
export async function addPerson(dataSource: DataSource, role: CompanyRole, confirmed = true): Promise<string> {
  const email = `${role.toLowerCase()}-${randomUUID()}@company.example`;
  const passwordHash = await hashPassword(COMPANY_PASSWORD, 1024);
  const { thirdPartyId, name: companyName } = thirdParty;
  await new CompanyPeople(dataSource).add({ thirdPartyId, companyName, email, name: 'Mo Field', passwordHash, role, confirmed });
  return email;
}
