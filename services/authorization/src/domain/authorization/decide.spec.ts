import { describe, expect, it } from '@jest/globals';
import type { AuthorizationEvent, Terms } from '@greenledger/contracts';
import { deciderSpecification } from '@greenledger/testing';
import { decideAuthorization, decideRelease, evolveAuthorization, initialAuthorization } from './index.js';
import type { AuthorizationCommand, AuthorizationState, RecordRelease } from './index.js';

const spec = deciderSpecification<AuthorizationState, AuthorizationCommand, AuthorizationEvent>({
  initial: initialAuthorization,
  decide: decideAuthorization,
  evolve: evolveAuthorization,
});

const NOW = 1_780_000_000;
const terms: Terms = {
  usagePointIds: ['up-1', 'up-2'],
  dataSets: ['usage'],
  authorizedPeriod: { start: NOW, end: NOW + 86_400 },
  publishedPeriod: { start: NOW - 1000, end: NOW + 86_400 },
  historyLength: 1000,
  purpose: 'energy advice',
};
const consent = { textDigest: 'aa', locale: 'en', method: 'online' } as const;
const ids = { authorizationId: 'a-1', thirdPartyId: 'tp-1', customerId: 'c-1' };
const granted: AuthorizationEvent = { type: 'AuthorizationGranted', data: { ...ids, terms, consent, scope: 'FB=4' } };
const grant: AuthorizationCommand = { type: 'grantAuthorization', at: NOW, ...ids, terms, consent, scope: 'FB=4' };
const revoked: AuthorizationEvent = {
  type: 'AuthorizationRevoked',
  data: { authorizationId: 'a-1', by: 'customer', reason: 'no longer needed' },
};
const revoke: AuthorizationCommand = {
  type: 'revokeAuthorization',
  at: NOW,
  by: 'customer',
  reason: 'no longer needed',
  customerId: 'c-1',
};
const expired: AuthorizationEvent = { type: 'AuthorizationExpired', data: { authorizationId: 'a-1', expiredAt: NOW + 86_400 } };
const modify = (changed: Partial<Terms>, withConsent = true): AuthorizationCommand => ({
  type: 'modifyAuthorization',
  at: NOW,
  customerId: 'c-1',
  terms: { ...terms, ...changed },
  ...(withConsent && { consent }),
});
const manifest = {
  resource: 'Batch/Subscription',
  manifestDigest: 'dd',
  rendererVersion: '1',
  window: { start: NOW - 500, end: NOW },
  usagePointIds: ['up-1'],
  dataSets: ['usage'],
  counts: { usagePoints: 1, blocks: 1, readings: 24 },
} as const;
const release = (changed: Partial<RecordRelease['release']> = {}, more: Partial<RecordRelease> = {}): RecordRelease => ({
  type: 'recordRelease',
  at: NOW + 10,
  thirdPartyStatus: 'production',
  release: { ...manifest, releaseId: 'r-1', authorizationId: 'a-1', thirdPartyId: 'tp-1', clientId: 'cl-1', ...changed },
  ...more,
});
const released: AuthorizationEvent = {
  type: 'DataReleased',
  data: { ...manifest, releaseId: 'r-1', authorizationId: 'a-1', thirdPartyId: 'tp-1', clientId: 'cl-1', termsVersion: 1 },
};
const refusal = (state: AuthorizationEvent[], command: RecordRelease): string | undefined => {
  const judgement = decideRelease(state.reduce(evolveAuthorization, initialAuthorization), command);
  return judgement.allowed ? undefined : judgement.refusal.code;
};

describe('grantAuthorization', () => {
  it('records the terms in canonical form', () => {
    const untidy = { ...grant, terms: { ...terms, usagePointIds: ['up-2', 'up-1', 'up-2'] } };
    spec.given().when(untidy).then(granted);
  });
  it('changes nothing when it is repeated', () => spec.given(granted).when(grant).then());
  it('refuses an id that another customer has', () =>
    spec
      .given(granted)
      .when({ ...grant, customerId: 'c-2' })
      .thenThrows('conflict'));
  it('refuses an empty choice', () =>
    spec
      .given()
      .when({ ...grant, terms: { ...terms, usagePointIds: [] } })
      .thenThrows('invalid-body'));
  it('refuses an end in the past', () =>
    spec
      .given()
      .when({ ...grant, at: NOW + 86_400 })
      .thenThrows('invalid-body'));
});

describe('modifyAuthorization', () => {
  const modified = (changed: Partial<Terms>, change: 'narrowed' | 'widened' | 'replaced', withConsent = true): AuthorizationEvent => ({
    type: 'AuthorizationModified',
    data: { authorizationId: 'a-1', terms: { ...terms, ...changed }, change, ...(withConsent && { consent }) },
  });
  it('tells narrowing, which needs no new consent', () => {
    spec
      .given(granted)
      .when(modify({ usagePointIds: ['up-1'] }, false))
      .then(modified({ usagePointIds: ['up-1'] }, 'narrowed', false));
  });
  it('tells widening', () => {
    const wider = { dataSets: ['billing', 'usage'] as const };
    spec.given(granted).when(modify(wider)).then(modified(wider, 'widened'));
  });
  it('refuses widening without consent', () => {
    spec
      .given(granted)
      .when(modify({ dataSets: ['billing', 'usage'] }, false))
      .thenThrows('invalid-body');
  });
  it('tells replacing', () => {
    spec
      .given(granted)
      .when(modify({ usagePointIds: ['up-1', 'up-3'] }))
      .then(modified({ usagePointIds: ['up-1', 'up-3'] }, 'replaced'));
  });
  it('records nothing when nothing changes', () => spec.given(granted).when(modify({})).then());
  it('refuses another customer as if there were none', () => {
    spec
      .given(granted)
      .when({ ...modify({}), customerId: 'c-2' } as AuthorizationCommand)
      .thenThrows('not-found');
  });
  it('keeps no consent of a narrowing, because none was needed', () =>
    spec
      .given(granted)
      .when(modify({ usagePointIds: ['up-1'] }))
      .then(modified({ usagePointIds: ['up-1'] }, 'narrowed', false)));
  it('refuses a change of terms that are not in force any more', () => {
    const narrowed = modified({ usagePointIds: ['up-1'] }, 'narrowed', false);
    const late = { ...modify({ dataSets: ['billing', 'usage'] }), expectedTermsVersion: 1 } as AuthorizationCommand;
    spec.given(granted, narrowed).when(late).thenThrows('conflict');
    spec
      .given(granted)
      .when(late)
      .then(modified({ dataSets: ['billing', 'usage'] }, 'widened'));
  });
  it('refuses an end that has passed', () =>
    spec
      .given(granted)
      .when(modify({ authorizedPeriod: { start: terms.authorizedPeriod.start, end: NOW } }))
      .thenThrows('invalid-body'));
  it('refuses an ended authorization', () =>
    spec
      .given(granted, revoked)
      .when(modify({ dataSets: ['billing'] }))
      .thenThrows('conflict'));
});

describe('revokeAuthorization and expireAuthorization', () => {
  it('revokes', () => spec.given(granted).when(revoke).then(revoked));
  it.each([
    ['a long reason', 'x'.repeat(501)],
    ['a reason with an address', 'as mo@customer.example asked'],
  ])('refuses %s, which would stay in the log for ever', (_what, reason) =>
    spec
      .given(granted)
      .when({ ...revoke, reason } as AuthorizationCommand)
      .thenThrows('invalid-body'),
  );
  it('does nothing the second time', () => spec.given(granted, revoked).when(revoke).then());
  it('refuses another customer as if there were none', () => {
    spec
      .given(granted)
      .when({ ...revoke, customerId: 'c-2' } as AuthorizationCommand)
      .thenThrows('not-found');
  });
  it('refuses what was never granted', () => spec.given().when(revoke).thenThrows('not-found'));
  it('expires at the end of the period, not before', () => {
    spec
      .given(granted)
      .when({ type: 'expireAuthorization', at: NOW + 86_399 })
      .then();
    spec
      .given(granted)
      .when({ type: 'expireAuthorization', at: NOW + 86_400 })
      .then(expired);
    spec
      .given(granted, revoked)
      .when({ type: 'expireAuthorization', at: NOW + 86_400 })
      .then();
  });
});

describe('recordRelease', () => {
  it('records what the terms cover, with their version', () => spec.given(granted).when(release()).then(released));
  it('needs no period for an empty window', () => expect(refusal([granted], release({ window: { start: 0, end: 0 } }))).toBeUndefined());

  it.each<[string, AuthorizationEvent[], RecordRelease]>([
    ['wrong-third-party', [granted], release({ thirdPartyId: 'tp-2' })],
    ['authorization-revoked', [granted, revoked], release()],
    ['authorization-expired', [granted, expired], release()],
    ['authorization-expired', [granted], release({}, { at: NOW + 86_400 })],
    ['authorization-not-yet-valid', [granted], release({}, { at: NOW - 1 })],
    ['third-party-not-in-production', [granted], release({}, { thirdPartyStatus: 'review' })],
    ['usage-point-not-authorized', [granted], release({ usagePointIds: ['up-1', 'up-9'] })],
    ['data-set-not-authorized', [granted], release({ dataSets: ['usage', 'account'] })],
    ['outside-published-period', [granted], release({ window: { start: NOW - 1001, end: NOW } })],
    ['outside-published-period', [granted], release({ window: { start: NOW, end: NOW + 86_401 } })],
    ['outside-published-period', [granted], release({ window: { start: NOW, end: NOW - 1 } })],
  ])('refuses with %s', (code, history, command) => {
    expect(refusal(history, command)).toBe(code);
    const [event] = decideAuthorization(history.reduce(evolveAuthorization, initialAuthorization), command);
    expect(event).toMatchObject({ type: 'DataReleaseRefused', data: { code } });
  });

  it('records one refusal per reason and hour', () => {
    const late = release({ usagePointIds: ['up-9'] }, { at: NOW + 4000 });
    const [first] = decideAuthorization([granted].reduce(evolveAuthorization, initialAuthorization), late);
    spec.given(granted, first!).when(late).then();
    spec
      .given(granted, first!)
      .when({ ...late, at: late.at - 3600 })
      .then();
    const nextHour = { ...late, at: late.at + 3600 };
    const other = release({ dataSets: ['account'] }, { at: NOW + 4000 });
    const after = [granted, first!].reduce(evolveAuthorization, initialAuthorization);
    expect(decideAuthorization(after, nextHour)).toHaveLength(1);
    expect(decideAuthorization(after, other)).toHaveLength(1);
  });
});
