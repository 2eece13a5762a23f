import { describe, expect, it } from '@jest/globals';
import { DATA_SETS, ProblemError } from '@greenledger/contracts';
import type { AuthorizationEvent, Terms } from '@greenledger/contracts';
import fc from 'fast-check';
import { decideAuthorization, evolveAuthorization, initialAuthorization } from './index.js';
import type { AuthorizationCommand, AuthorizationState } from './index.js';

const RUNS = 2_000;
const IDS = ['up-1', 'up-2', 'up-3'];
const at = fc.integer({ min: 0, max: 40 });
/** Mostly sound periods, now and then one that ends before it starts. */
const period = fc
  .record({ start: fc.integer({ min: 0, max: 15 }), length: fc.option(fc.integer({ min: -1, max: 40 }), { nil: null }) })
  .map(({ start, length }) => ({ start, end: length === null ? null : start + length }));
const consent = { textDigest: 'aa', locale: 'en', method: 'online' } as const;
const ids = { authorizationId: 'a-1', thirdPartyId: 'tp-1', customerId: 'c-1' };

const anyTerms: fc.Arbitrary<Terms> = fc.record({
  usagePointIds: fc.subarray(IDS, { minLength: 1 }),
  dataSets: fc.subarray([...DATA_SETS], { minLength: 1 }),
  authorizedPeriod: period,
  publishedPeriod: period,
  historyLength: fc.integer({ min: 0, max: 20 }),
  purpose: fc.constant('advice'),
});
/** Allows nearly everything, so that histories with many releases occur. */
const openTerms: Terms = {
  usagePointIds: IDS,
  dataSets: [...DATA_SETS],
  authorizedPeriod: { start: 0, end: 35 },
  publishedPeriod: { start: 0, end: 40 },
  historyLength: 0,
  purpose: 'advice',
};
const terms = fc.oneof({ weight: 2, arbitrary: anyTerms }, { weight: 1, arbitrary: fc.constant(openTerms) });
const command: fc.Arbitrary<AuthorizationCommand> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ at, terms }).map((r) => ({ type: 'grantAuthorization', ...ids, consent, scope: 'FB=4', ...r }) as const),
  },
  {
    weight: 2,
    arbitrary: fc.record({ at, terms }).map((r) => ({ type: 'modifyAuthorization', customerId: 'c-1', consent, ...r }) as const),
  },
  { weight: 1, arbitrary: at.map((moment) => ({ type: 'revokeAuthorization', by: 'customer', reason: 'r', at: moment }) as const) },
  { weight: 1, arbitrary: at.map((moment) => ({ type: 'expireAuthorization', at: moment }) as const) },
  {
    weight: 8,
    arbitrary: fc
      .record({
        at,
        usagePointIds: fc.subarray(IDS, { maxLength: 2 }),
        dataSets: fc.subarray([...DATA_SETS], { maxLength: 2 }),
        window: fc
          .record({ start: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: -1, max: 15 }) })
          .map(({ start, length }) => ({ start, end: start + length })),
        thirdPartyId: fc.constantFrom('tp-1', 'tp-1', 'tp-1', 'tp-2'),
        thirdPartyStatus: fc.constantFrom('production' as const, 'production' as const, 'review' as const),
      })
      .map(({ at: moment, thirdPartyStatus, ...asked }) => ({
        type: 'recordRelease' as const,
        at: moment,
        thirdPartyStatus,
        release: {
          releaseId: 'r',
          authorizationId: 'a-1',
          clientId: 'cl-1',
          resource: 'Batch/Subscription',
          manifestDigest: 'dd',
          rendererVersion: '1',
          counts: { usagePoints: 1, blocks: 1, readings: 1 },
          ...asked,
        },
      })),
  },
);

/** Carries out the commands; refused ones leave no trace. The moment of each event stands beside it. */
function history(commands: readonly AuthorizationCommand[]): { event: AuthorizationEvent; at: number }[] {
  let state: AuthorizationState = initialAuthorization;
  const log: { event: AuthorizationEvent; at: number }[] = [];
  for (const one of commands) {
    let events: readonly AuthorizationEvent[] = [];
    try {
      events = decideAuthorization(state, one);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
    for (const event of events) log.push({ event, at: one.at });
    state = events.reduce(evolveAuthorization, state);
  }
  return log;
}

/** The judgement written a second time, by hand, on events only: it shares no code with the decider. */
function check(log: readonly { event: AuthorizationEvent; at: number }[]): number {
  let inForce: Terms | undefined;
  let termsVersion = 0;
  let releases = 0;
  const refused = new Set<string>();
  log.forEach(({ event, at: moment }, index) => {
    if (event.type === 'AuthorizationGranted' || event.type === 'AuthorizationModified') {
      inForce = event.data.terms;
      termsVersion = index + 1;
    }
    if (event.type === 'AuthorizationRevoked' || event.type === 'AuthorizationExpired') inForce = undefined;
    if (event.type === 'DataReleaseRefused') {
      const key = `${event.data.code} ${event.data.hour}`;
      expect(refused.has(key)).toBe(false);
      refused.add(key);
    }
    if (event.type !== 'DataReleased') return;
    releases++;
    const { data } = event;
    if (!inForce) throw new Error('a release without terms in force');
    const terms = inForce;
    expect(data.termsVersion).toBe(termsVersion);
    expect(data.thirdPartyId).toBe('tp-1');
    for (const id of data.usagePointIds) expect(terms.usagePointIds).toContain(id);
    for (const dataSet of data.dataSets) expect(terms.dataSets).toContain(dataSet);
    expect(moment >= terms.authorizedPeriod.start && moment < (terms.authorizedPeriod.end ?? Infinity)).toBe(true);
    for (let second = data.window.start; second < data.window.end; second++) {
      expect(second >= terms.publishedPeriod.start && second < (terms.publishedPeriod.end ?? Infinity)).toBe(true);
    }
  });
  return releases;
}

describe('any history of commands', () => {
  it('holds no release outside the terms in force, none after the end, and one refusal per reason and hour', () => {
    let releases = 0;
    fc.assert(
      fc.property(fc.array(command, { minLength: 10, maxLength: 40 }), (commands) => {
        releases += check(history(commands));
      }),
      { numRuns: RUNS },
    );
    // The property would hold for a decider that refuses everything: make sure that it did not.
    expect(releases).toBeGreaterThan(RUNS / 10);
  });

  it('can be folded from any order of events: evolve is total', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (commands, order) => {
        const keys = history(commands).map(({ event }) => ({ event, key: order.next().value as number }));
        const shuffled = keys.sort((a, b) => a.key - b.key).map(({ event }) => event);
        const strange = { type: 'SomethingNew', data: {} } as unknown as AuthorizationEvent;
        const state = [strange, ...shuffled, strange].reduce(evolveAuthorization, initialAuthorization);
        expect(state.version).toBe(shuffled.length + 2);
      }),
      { numRuns: RUNS },
    );
  });
});
