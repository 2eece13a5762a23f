import { ProblemError, type CompanyCall, type KeptRefusal, type ReplyOf } from '@greenledger/contracts';
import { AUTHORIZATION_ID, thirdParty } from './demo-consent.js';
import type { Responder } from '@greenledger/testing';

export const REFUSAL_ID = 'f0000000-0000-4000-8000-000000000001';

/** What the stand-in of data-delivery holds for people of companies; tests change it. */
export interface CompanyDataWorld {
  refusals: KeptRefusal[];
  calls: CompanyCall[];
  limits: ReplyOf<'data-delivery.get-rate-limits'>;
  health: ReplyOf<'data-delivery.describe-data-health'>;
}

export const refusal = (changes: Partial<KeptRefusal> = {}): KeptRefusal => ({
  id: REFUSAL_ID,
  at: '2026-06-03T10:00:00.000Z',
  request: {
    method: 'GET',
    target: `/DataCustodian/espi/1_1/resource/Batch/Subscription/${AUTHORIZATION_ID}?published-min=All`,
    tokenKind: 'access',
    clientId: thirdParty.clientId,
  },
  answer: {
    status: 400,
    code: 'invalid-parameter',
    detail: 'The parameter published-min takes a UTC time of the form 2026-01-31T08:00:00Z.',
    members: { parameter: 'published-min' },
  },
  authorization: { id: AUTHORIZATION_ID, version: 7, termsVersion: 3, status: 'active' },
  correlationId: 'correlation-1',
  ...changes,
});

export const call = (changes: Partial<CompanyCall> = {}): CompanyCall => ({
  at: '2026-06-03T10:00:00.000Z',
  method: 'GET',
  target: `/DataCustodian/espi/1_1/resource/Batch/Subscription/${AUTHORIZATION_ID}`,
  tokenKind: 'access',
  authorizationId: AUTHORIZATION_ID,
  status: 200,
  complete: true,
  duration: 123,
  release: { id: 'd0000000-0000-4000-8000-000000000001', bytes: 4_597_735 },
  refusal: null,
  correlationId: 'correlation-2',
  ...changes,
});

export const companyDataWorld = (): CompanyDataWorld => ({
  refusals: [refusal()],
  calls: [
    call(),
    call({
      method: 'GET',
      target: '/DataCustodian/espi/1_1/resource/ReadServiceStatus',
      tokenKind: 'client',
      authorizationId: null,
      release: null,
      duration: 4,
    }),
    call({ status: 400, release: null, refusal: { id: REFUSAL_ID, code: 'invalid-parameter' } }),
    call({ complete: false, release: { id: 'd0000000-0000-4000-8000-000000000002', bytes: null } }),
  ],
  limits: {
    client: { limit: 3000, windowSeconds: 60, remaining: 2988, resetIn: 41 },
    grant: { limit: 600, windowSeconds: 60, remaining: 599, resetIn: 1 },
  },
  health: {
    unreadable: null,
    usagePoints: [
      {
        usagePointId: 'e0000000-0000-4000-8000-000000000009',
        serviceKind: 0,
        timeZone: 'America/Los_Angeles',
        channels: [
          {
            channel: '1.1.4.12.72.0.3600',
            intervalLength: 3600,
            expected: 336,
            received: 319,
            gaps: [{ day: '2026-06-03', expected: 24, received: 7, noValue: 5 }],
            newestEnd: 1_780_000_000,
          },
          { channel: '1.1.1.12.72.0.0', intervalLength: 0, expected: null, received: 2, gaps: [], newestEnd: null },
        ],
      },
      { usagePointId: 'e0000000-0000-4000-8000-00000000000a', serviceKind: 1, timeZone: 'America/Los_Angeles', channels: [] },
    ],
  },
});

/** Stands in for data-delivery's answers to people of companies. */
export const companyDataAnswers = (world: CompanyDataWorld): Parameters<typeof Responder.start>[1] => ({
  'data-delivery.list-refusals': ({ thirdPartyId }) => ({
    keptDays: 30,
    refusals: thirdPartyId === thirdParty.thirdPartyId ? world.refusals : [],
  }),
  'data-delivery.get-refusal': ({ thirdPartyId, refusalId }) => {
    const found = world.refusals.find(({ id }) => id === refusalId);
    if (!found || thirdPartyId !== thirdParty.thirdPartyId) throw new ProblemError('not-found', 'No refusal of your company has this id.');
    return found;
  },
  'data-delivery.get-rate-limits': ({ authorizationId }) => ({ ...world.limits, ...(authorizationId === null && { grant: null }) }),
  'data-delivery.list-calls': ({ thirdPartyId }) => ({ kept: 200, calls: thirdPartyId === thirdParty.thirdPartyId ? world.calls : [] }),
  'data-delivery.describe-data-health': () => world.health,
  'data-delivery.issue-download-ticket': ({ thirdPartyId, authorizationId, what }) => {
    if (thirdPartyId !== thirdParty.thirdPartyId || authorizationId !== AUTHORIZATION_ID) {
      throw new ProblemError('not-found', 'Your company has no such authorization.');
    }
    return { ticket: `ticket-for-${what}`, expiresAt: '2026-06-01T10:01:00Z' };
  },
});
