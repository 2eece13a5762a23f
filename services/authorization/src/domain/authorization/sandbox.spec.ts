import { describe, expect, it } from '@jest/globals';
import { SANDBOX_CUSTOMER_ID, SANDBOX_USAGE_POINT_IDS, type AuthorizationEvent, type Terms } from '@greenledger/contracts';
import { deciderSpecification } from '@greenledger/testing';
import { decideAuthorization, decideRelease, evolveAuthorization, initialAuthorization } from './index.js';
import type { AuthorizationCommand, AuthorizationState, GrantAuthorization } from './index.js';

const spec = deciderSpecification<AuthorizationState, AuthorizationCommand, AuthorizationEvent>({
  initial: initialAuthorization,
  decide: decideAuthorization,
  evolve: evolveAuthorization,
});

const NOW = 1_780_000_000;
const terms: Terms = {
  usagePointIds: SANDBOX_USAGE_POINT_IDS,
  dataSets: ['usage'],
  authorizedPeriod: { start: NOW, end: NOW + 86_400 },
  publishedPeriod: { start: 0, end: NOW },
  historyLength: 1000,
  purpose: 'energy advice',
};
const consent = { textDigest: 'aa', locale: 'en', method: 'sandbox' } as const;
const facts = { authorizationId: 'a-1', thirdPartyId: 'tp-1', customerId: SANDBOX_CUSTOMER_ID, terms, consent, scope: 'FB=4' };
const granted: AuthorizationEvent = { type: 'AuthorizationGranted', data: facts };
const grant = (changed: Partial<GrantAuthorization> = {}): AuthorizationCommand => ({
  type: 'grantAuthorization',
  at: NOW,
  ...facts,
  ...changed,
});
const real = { ...consent, method: 'online' } as const;

describe('the sandbox', () => {
  it('grants what the sandbox customer holds', () => spec.given([]).when(grant()).then([granted]));

  it.each<[string, Partial<GrantAuthorization>]>([
    ['a customer in the sandbox', { customerId: 'c-1' }],
    ['a usage point of a customer in the sandbox', { terms: { ...terms, usagePointIds: [...SANDBOX_USAGE_POINT_IDS, 'up-1'] } }],
    ['the sandbox customer outside of it', { consent: real, terms: { ...terms, usagePointIds: ['up-1'] } }],
    ['a sandbox usage point outside of it', { consent: real, customerId: 'c-1' }],
  ])('refuses %s', (_what, changed) =>
    spec
      .given([])
      .when(grant(changed))
      .thenThrows(/sandbox/),
  );

  it('takes in no usage point of a customer later on', () =>
    spec
      .given([granted])
      .when({
        type: 'modifyAuthorization',
        at: NOW,
        customerId: SANDBOX_CUSTOMER_ID,
        terms: { ...terms, usagePointIds: ['up-1'] },
        consent,
      })
      .thenThrows(/sandbox/));

  const release = (thirdPartyStatus: 'review' | 'production' | 'onHold' | 'terminated', consented: AuthorizationEvent = granted) =>
    decideRelease([consented].reduce(evolveAuthorization, initialAuthorization as AuthorizationState), {
      type: 'recordRelease',
      at: NOW + 10,
      thirdPartyStatus,
      release: {
        resource: 'Batch/Subscription',
        manifestDigest: 'dd',
        rendererVersion: '1',
        window: { start: NOW - 500, end: NOW },
        usagePointIds: SANDBOX_USAGE_POINT_IDS,
        dataSets: ['usage'],
        counts: { usagePoints: 2, blocks: 1, readings: 24 },
        releaseId: 'r-1',
        authorizationId: 'a-1',
        thirdPartyId: 'tp-1',
        clientId: 'cl-1',
      },
    });

  it('is released to a company under test, and marked as what it is', () =>
    expect(release('review')).toMatchObject({ allowed: true, event: { type: 'DataReleased', data: { sandbox: true } } }));

  it.each(['production', 'onHold', 'terminated'] as const)('is never released to a company that is in %s', (status) =>
    expect(release(status)).toMatchObject({ allowed: false, refusal: { code: 'sandbox-only-before-production' } }),
  );
});
