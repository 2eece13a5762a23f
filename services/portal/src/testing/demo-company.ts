import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ProblemError, type RequestOf, type ThirdPartyProgress } from '@greenledger/contracts';
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
}

export const companyWorld = (): CompanyWorld => ({
  progress: { ...thirdParty, stage: 'testing', testsPassed: [], milestones: { registered: thirdParty.registeredAt } },
  mails: [],
});

type Answers = Parameters<typeof Responder.start>[1];

/** Answers of authorization about companies. */
export const companyAnswers = (world: CompanyWorld): Answers => ({
  'authorization.register-third-party': () => ({ clientId: 'cl-1' }),
  'authorization.confirm-third-party-email': () => ({ stage: 'testing' }),
  'authorization.get-third-party-progress': () => world.progress,
  'authorization.list-third-party-progress': () => ({ thirdParties: [world.progress] }),
  'authorization.get-third-party-contacts': () => ({ contacts: null }),
  'authorization.list-test-runs': () => ({ runs: [] }),
  'authorization.get-credentials': () => ({
    clientId: 'cl-1',
    authMethod: 'client_secret_basic' as const,
    secrets: [],
    jwksUri: null,
    keys: [],
    certificates: [],
  }),
  'authorization.change-credentials': ({ change }) => (change.kind === 'rotateSecret' ? { clientSecret: 'shown-once-only' } : {}),
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
