import type { Terms } from '@greenledger/contracts';
import { describe, expect, it } from '@jest/globals';
import { mailFor, planForArrival, planForAuthorization, type KnownAuthorization } from './planner.js';
import { ResourceUris } from './resource-uris.js';

const uris = new ResourceUris('https://data.utility.example');
const base = 'https://data.utility.example/DataCustodian/espi/1_1/resource';
const terms: Terms = {
  usagePointIds: ['up-1', 'up-2'],
  dataSets: ['usage'],
  authorizedPeriod: { start: 1000, end: null },
  publishedPeriod: { start: 86_400, end: null },
  historyLength: 0,
  purpose: 'Advice',
};
const authorization = (changes: Partial<KnownAuthorization> = {}): KnownAuthorization => ({
  authorizationId: 'a-1',
  thirdPartyId: 't-1',
  customerId: 'c-1',
  active: true,
  terms,
  ...changes,
});
const arrival = (...usagePoints: { usagePointId: string; start: number; end: number }[]) => ({
  importId: 'i-1',
  part: 0,
  last: true,
  usagePoints,
  readings: { added: 1, corrected: 0, duplicate: 0, superseded: 0 },
});

describe('planForAuthorization', () => {
  it('tells of the authorization and its data when it was granted', () => {
    expect(planForAuthorization('AuthorizationGranted', authorization(), uris)).toEqual([
      { thirdPartyId: 't-1', ordinal: 0, resources: [`${base}/Authorization/a-1`, `${base}/Batch/Subscription/a-1`] },
    ]);
  });
  it('tells of both again when it was reinstated', () => {
    expect(planForAuthorization('AuthorizationReinstated', authorization(), uris)).toEqual(
      planForAuthorization('AuthorizationGranted', authorization(), uris),
    );
  });
  it.each(['AuthorizationModified', 'AuthorizationRevoked', 'AuthorizationExpired'] as const)(
    'tells of the authorization alone on %s',
    (type) => {
      expect(planForAuthorization(type, authorization(), uris).flatMap(({ resources }) => resources)).toEqual([
        `${base}/Authorization/a-1`,
      ]);
    },
  );
  it.each(['DataReleased', 'DataReleaseRefused'] as const)('tells nobody of %s', (type) => {
    expect(planForAuthorization(type, authorization(), uris)).toEqual([]);
    expect(mailFor(type)).toBeUndefined();
  });
});

describe('planForArrival', () => {
  it('names the span that changed over all usage points of the authorization', () => {
    const planned = planForArrival(
      arrival({ usagePointId: 'up-1', start: 90_000, end: 93_600 }, { usagePointId: 'up-2', start: 100_000, end: 103_600 }),
      [authorization()],
      uris,
    );
    expect(planned).toEqual([
      {
        thirdPartyId: 't-1',
        ordinal: 0,
        resources: [`${base}/Batch/Subscription/a-1?published-min=1970-01-02T01:00:00Z&published-max=1970-01-02T04:46:40Z`],
      },
    ]);
  });
  it('never names time that the customer did not agree to share', () => {
    const ended = authorization({ terms: { ...terms, publishedPeriod: { start: 86_400, end: 90_000 } } });
    const [planned] = planForArrival(arrival({ usagePointId: 'up-1', start: 0, end: 200_000 }), [ended], uris);
    expect(planned!.resources[0]).toContain('published-min=1970-01-02T00:00:00Z&published-max=1970-01-02T01:00:00Z');
    expect(planForArrival(arrival({ usagePointId: 'up-1', start: 0, end: 86_400 }), [authorization()], uris)).toEqual([]);
  });
  it("never names time in which the service was another holder's", () => {
    const former = authorization({ holdings: { 'up-1': [{ start: 0, end: 95_000 }] } });
    const [planned] = planForArrival(arrival({ usagePointId: 'up-1', start: 90_000, end: 200_000 }), [former], uris);
    expect(planned!.resources[0]).toContain('published-max=1970-01-02T02:23:20Z');
    expect(planForArrival(arrival({ usagePointId: 'up-1', start: 95_000, end: 200_000 }), [former], uris)).toEqual([]);
  });
  it('tells nobody without an active authorization for usage of that usage point', () => {
    const news = arrival({ usagePointId: 'up-1', start: 90_000, end: 93_600 });
    expect(planForArrival(news, [authorization({ active: false })], uris)).toEqual([]);
    expect(planForArrival(news, [authorization({ terms: { ...terms, dataSets: ['billing'] } })], uris)).toEqual([]);
    expect(planForArrival(news, [authorization({ terms: { ...terms, usagePointIds: ['up-9'] } })], uris)).toEqual([]);
  });
  it('makes one delivery per company, and several when one would grow beyond 20 kB', () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      authorization({ authorizationId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` }),
    );
    const news = arrival({ usagePointId: 'up-1', start: 90_000, end: 93_600 });
    const planned = planForArrival(news, [...many, authorization({ thirdPartyId: 't-2' })], uris);
    expect(planned.map(({ thirdPartyId, ordinal, resources }) => [thirdPartyId, ordinal, resources.length])).toEqual([
      ['t-1', 0, 80],
      ['t-1', 1, 20],
      ['t-2', 0, 1],
    ]);
    expect(planned[0]!.resources.join('').length).toBeLessThan(20_000);
  });
});
