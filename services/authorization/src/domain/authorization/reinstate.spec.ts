import { describe, expect, it } from '@jest/globals';
import type { AuthorizationEvent, RevokedBy, Terms } from '@greenledger/contracts';
import { deciderSpecification } from '@greenledger/testing';
import { decideAuthorization, evolveAuthorization, initialAuthorization, REINSTATEMENT_SECONDS } from './index.js';
import type { AuthorizationCommand, AuthorizationState, TimedEvent } from './index.js';

const spec = deciderSpecification<AuthorizationState, AuthorizationCommand, TimedEvent>({
  initial: initialAuthorization,
  decide: decideAuthorization,
  evolve: evolveAuthorization,
});

const NOW = 1_780_000_000;
const DAY = 86_400;
const at = (moment: number, event: AuthorizationEvent): TimedEvent => ({
  ...event,
  metadata: { occurredAt: new Date(moment * 1000).toISOString() },
});
const terms: Terms = {
  usagePointIds: ['up-1'],
  dataSets: ['usage'],
  authorizedPeriod: { start: NOW - 100 * DAY, end: NOW + 100 * DAY },
  publishedPeriod: { start: NOW - 100 * DAY, end: NOW + 100 * DAY },
  historyLength: 0,
  purpose: 'energy advice',
};
const ids = { authorizationId: 'a-1', thirdPartyId: 'tp-1', customerId: 'c-1' };
const consent = { textDigest: 'aa', locale: 'en', method: 'online' } as const;
const grantedFor = (until: number): TimedEvent =>
  at(NOW - 100 * DAY, {
    type: 'AuthorizationGranted',
    data: { ...ids, consent, scope: 'FB=4', terms: { ...terms, authorizedPeriod: { start: NOW - 100 * DAY, end: until } } },
  });
const granted = grantedFor(NOW + 100 * DAY);
const revokedBy = (by: RevokedBy): TimedEvent =>
  at(NOW, { type: 'AuthorizationRevoked', data: { authorizationId: 'a-1', by, reason: 'given up' } });
const givenUp = revokedBy('thirdParty');
const expired = at(NOW, { type: 'AuthorizationExpired', data: { authorizationId: 'a-1', expiredAt: NOW } });
const reinstate = {
  type: 'reinstateAuthorization',
  at: NOW + DAY,
  by: 'operator-7',
  reason: 'deleted by mistake',
  thirdPartyStatus: 'production',
} as const;
const reinstated: AuthorizationEvent = {
  type: 'AuthorizationReinstated',
  data: { authorizationId: 'a-1', by: 'operator-7', reason: 'deleted by mistake' },
};
const revoke = (by: RevokedBy, moment: number): AuthorizationCommand => ({
  type: 'revokeAuthorization',
  at: moment,
  by,
  reason: 'no more',
});
const ended = (by: RevokedBy): AuthorizationEvent => ({
  type: 'AuthorizationRevoked',
  data: { authorizationId: 'a-1', by, reason: 'no more' },
});

describe('reinstateAuthorization', () => {
  it('puts what the company gave up in force again', () => spec.given(granted, givenUp).when(reinstate).then(reinstated));

  it('gives back the same terms of the same version', () => {
    const fold = (...events: TimedEvent[]) => events.reduce(evolveAuthorization, initialAuthorization as AuthorizationState);
    expect(fold(granted, givenUp, reinstated)).toEqual({ ...fold(granted), version: 3 });
  });

  it('is possible until 30 days have passed', () => {
    const last = NOW + REINSTATEMENT_SECONDS - 1;
    spec
      .given(granted, givenUp)
      .when({ ...reinstate, at: last })
      .then(reinstated);
    spec
      .given(granted, givenUp)
      .when({ ...reinstate, at: last + 1 })
      .thenThrows(/30 days ago/);
  });

  it.each([
    ['the customer', [granted, revokedBy('customer')], /the company itself gave up/],
    ['the utility', [granted, revokedBy('utility')], /the company itself gave up/],
    ['time', [granted, expired], /the company itself gave up/],
    ['nobody', [granted], /is active/],
    ['the company, and then the customer', [granted, givenUp, revokedBy('customer')], /the company itself gave up/],
    ['the company, and the period is over', [grantedFor(NOW + DAY), givenUp], /authorized period/],
  ] as const)('is refused after an end by %s', (_who, events, detail) =>
    spec
      .given(...events)
      .when(reinstate)
      .thenThrows(detail),
  );

  it('is refused when the log does not tell when the company gave it up', () => {
    const { metadata: _, ...undated } = givenUp;
    spec
      .given(granted, undated)
      .when(reinstate)
      .thenThrows(/30 days ago/);
  });

  it('is refused while the company is not in production', () =>
    spec
      .given(granted, givenUp)
      .when({ ...reinstate, thirdPartyStatus: 'review' })
      .thenThrows(/not in production/));

  it.each([
    ['no operator', { by: ' ' }],
    ['no reason', { reason: '' }],
    ['an address', { by: 'someone@example.org' }],
    ['a long reason', { reason: 'x'.repeat(501) }],
  ])('is refused with %s', (_name, changed) =>
    spec
      .given(granted, givenUp)
      .when({ ...reinstate, ...changed })
      .thenThrows('invalid-body'),
  );

  it('is refused for what was never granted', () => spec.given().when(reinstate).thenThrows('not-found'));
});

describe('between the end by the company and a reinstatement', () => {
  it.each<RevokedBy>(['customer', 'utility'])('a revocation by the %s is recorded and final', (by) => {
    spec
      .given(granted, givenUp)
      .when(revoke(by, NOW + DAY))
      .then(ended(by));
    spec
      .given(granted, givenUp, ended(by))
      .when(reinstate)
      .thenThrows(/the company itself gave up/);
  });

  it('one by the company again is nothing, and so is one after 30 days', () => {
    spec
      .given(granted, givenUp)
      .when(revoke('thirdParty', NOW + DAY))
      .then();
    spec
      .given(granted, givenUp)
      .when(revoke('customer', NOW + 30 * DAY))
      .then();
  });

  it('the holders of the usage points are followed', () => {
    const periods = [{ start: NOW - 100 * DAY, end: NOW }];
    const moved: AuthorizationCommand = { type: 'recordHolding', at: NOW + DAY, usagePointId: 'up-1', periods };
    const event: AuthorizationEvent = {
      type: 'UsagePointHoldingChanged',
      data: { authorizationId: 'a-1', usagePointId: 'up-1', periods },
    };
    spec.given(granted, givenUp).when(moved).then(event);
    spec.given(granted, revokedBy('customer')).when(moved).then();
  });
});

it('after a reinstatement the customer can end it again', () =>
  spec
    .given(granted, givenUp, reinstated)
    .when(revoke('customer', NOW + 2 * DAY))
    .then(ended('customer')));
