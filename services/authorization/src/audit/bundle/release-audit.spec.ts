import { describe, expect, it } from '@jest/globals';
import type { BulkReleasePart, DataReleased, Terms } from '@greenledger/contracts';
import { judgeSafely, ReleaseAudit } from './release-audit.js';
import { AUTHORIZATION, granted, onAuthorization, opening, recordsOf, released, revoked, START, type SampleEvent } from './sample-log.js';

const release = (change: Partial<DataReleased['data']> = {}, after?: number): SampleEvent =>
  onAuthorization('DataReleased', { ...released, ...change }, after);

/** A bulk record that holds the sample release. */
function bulk(change: Partial<BulkReleasePart> = {}): SampleEvent {
  const { thirdPartyId, clientId, resource, rendererVersion, ...part } = released;
  const parts = [{ ...part, authorizationVersion: 1, ...change }];
  const data = { bulkReleaseId: 'b1', thirdPartyId, clientId, resource, rendererVersion, parts };
  return { ...onAuthorization('DataReleasedInBulk', data), stream: 'bulk-release-b1' };
}

const givenUp = onAuthorization('AuthorizationRevoked', { authorizationId: 'a1', by: 'thirdParty', reason: 'mistake' });
const reinstated = onAuthorization('AuthorizationReinstated', { authorizationId: 'a1', by: 'operator-7', reason: 'mistake' });

/** The faults of the last record of a log. */
function faultsOf(events: readonly SampleEvent[]): string[] {
  const audit = new ReleaseAudit();
  return recordsOf(events)
    .map((record) => judgeSafely(audit, record))
    .at(-1)!;
}
const withTerms = (change: Partial<Terms>): SampleEvent =>
  onAuthorization('AuthorizationModified', { authorizationId: 'a1', terms: { ...granted.terms, ...change }, change: 'narrowed' });

describe('ReleaseAudit', () => {
  it('finds nothing wrong with a covered release, also one that sends no readings', () => {
    expect(faultsOf([...opening, release()])).toEqual([]);
    expect(faultsOf([...opening, release({ window: { start: 0, end: 0 } })])).toEqual([]);
    expect(faultsOf([...opening, withTerms({ usagePointIds: ['up1'] }), release({ termsVersion: 2 })])).toEqual([]);
  });

  it('judges each release of a bulk record by what stood before it, and at the version it was allowed for', () => {
    expect(faultsOf([...opening, bulk()])).toEqual([]);
    const [authorization] = [`authorization-${released.authorizationId}`];
    const name = `release ${released.releaseId} of ${authorization}`;
    expect(faultsOf([...opening, revoked, bulk({ authorizationVersion: 2 })])).toEqual([`${name}: authorization-revoked`]);
    expect(faultsOf([...opening, bulk({ usagePointIds: ['up9'] })])).toEqual([`${name}: usage-point-not-authorized`]);
    expect(faultsOf([...opening, bulk({ authorizationVersion: 2 })])).toEqual([
      `${name}: it was allowed for version 2, but 1 stood when it was recorded`,
    ]);
    expect(faultsOf([...opening, { ...bulk(), stream: 'bulk-release-b2' }])).toEqual(['it names another bulk release than its stream']);
  });

  it('judges a release after a reinstatement by the terms as they were, and none in the gap before it', () => {
    expect(faultsOf([...opening, givenUp, reinstated, release()])).toEqual([]);
    expect(faultsOf([...opening, givenUp, release()])).toEqual(['authorization-revoked']);
    expect(faultsOf([...opening, revoked, reinstated, release()])).toEqual(['authorization-revoked']);
  });

  it('forgives the moment between decision and commit at the end of the period, not more', () => {
    const [record] = recordsOf([...opening, release({}, 86_399)]).slice(-1);
    const judgedAt = (recordedAt: string): string[] => {
      const audit = new ReleaseAudit();
      for (const earlier of recordsOf(opening)) audit.judge(earlier);
      return audit.judge({ ...record!, recordedAt });
    };
    expect(judgedAt('2026-01-02T00:00:30.000000Z')).toEqual([]);
    expect(judgedAt('2026-01-02T00:01:30.000000Z')).toEqual(['it was recorded outside the authorized period']);
  });

  it.each<[string, readonly SampleEvent[], string]>([
    ['after the revocation', [...opening, revoked, release()], 'authorization-revoked'],
    [
      'after the expiry',
      [...opening, onAuthorization('AuthorizationExpired', { authorizationId: 'a1', expiredAt: START }), release()],
      'authorization-expired',
    ],
    ['after the authorized period', [...opening, release({}, 86_400)], 'authorization-expired'],
    ['before the authorized period', [...opening, release({}, -10)], 'authorization-not-yet-valid'],
    ['of another usage point', [...opening, release({ usagePointIds: ['up1', 'up9'] })], 'usage-point-not-authorized'],
    ['of another data set', [...opening, release({ dataSets: ['usage', 'billing'] })], 'data-set-not-authorized'],
    ['of older readings', [...opening, release({ window: { start: START - 86_401, end: START } })], 'outside-published-period'],
    ['with its window upside down', [...opening, release({ window: { start: START, end: START - 1 } })], 'outside-published-period'],
    ['to another third party', [...opening, release({ thirdPartyId: 't2' })], 'wrong-third-party'],
    ['to another client', [...opening, release({ clientId: 'client2' })], 'it went to a client that is not the one of the third party'],
    ['to a third party in review', [opening[0]!, opening[2]!, release()], 'third-party-not-in-production'],
    ['without an authorization', [...opening.slice(0, 2), release()], 'there is no authorization before it in its stream'],
    [
      'that names another authorization',
      [...opening, release({ authorizationId: 'a2' })],
      'it names another authorization than its stream',
    ],
    [
      'under terms that are no longer in force',
      [...opening, withTerms({ usagePointIds: ['up1'] }), release()],
      'it names the terms of version 1, but those of version 2 were in force',
    ],
    [
      'of what narrower terms left out',
      [...opening, withTerms({ usagePointIds: ['up2'] }), release({ termsVersion: 2 })],
      'usage-point-not-authorized',
    ],
  ])('finds a release %s', (_, events, fault) => {
    expect(faultsOf(events)).toContain(fault);
  });

  it.each([null, {}, { ...released, usagePointIds: 7 }, { ...released, window: null }])(
    'judges the malformed release %j as a fault',
    (data) => {
      expect(faultsOf([...opening, { stream: AUTHORIZATION, type: 'DataReleased', data }])).not.toEqual([]);
    },
  );
});
