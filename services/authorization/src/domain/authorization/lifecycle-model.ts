import { DATA_SETS, type Holding, type Terms } from '@greenledger/contracts';
import fc from 'fast-check';
import type { AuthorizationCommand } from './index.js';

/** Histories of an authorization for the model-based test: everything that can happen to it, in any order, over some years. */
export const DAY = 86_400;
const TICK = 20 * DAY;
const IDS = ['up-1', 'up-2', 'up-3'];
const ids = { authorizationId: 'a-1', thirdPartyId: 'tp-1', customerId: 'c-1' };
const consent = { textDigest: 'aa', locale: 'en', method: 'online' } as const;

/** `after`: seconds since the step before; the command is told its moment. */
export interface Step {
  readonly after: number;
  readonly command: (at: number) => AuthorizationCommand;
}

const tick = (min: number, max: number) => fc.integer({ min, max }).map((ticks) => ticks * TICK);
const openPeriod = fc.record({ start: tick(0, 12), length: fc.option(tick(1, 40), { nil: null }) });
const period = openPeriod.map(({ start, length }) => ({ start, end: length === null ? null : start + length }));
const periods = fc.oneof(
  { weight: 3, arbitrary: fc.array(period, { maxLength: 2 }) },
  { weight: 2, arbitrary: fc.constant([{ start: 0, end: null }]) },
);
const holdings: fc.Arbitrary<readonly Holding[] | undefined> = fc.option(
  fc.uniqueArray(fc.record({ usagePointId: fc.constantFrom(...IDS), periods: fc.array(period, { minLength: 1, maxLength: 1 }) }), {
    selector: ({ usagePointId }) => usagePointId,
  }),
  { nil: undefined },
);

const terms: fc.Arbitrary<(at: number) => Terms> = fc
  .record({
    usagePointIds: fc.subarray(IDS, { minLength: 2 }),
    published: fc.oneof(fc.constant({ start: 0, end: null }), period),
    lasts: fc.oneof(fc.constant(null), tick(1, 60)),
    oneTime: fc.option(fc.constant(true as const), { nil: undefined, freq: 2 }),
  })
  .map(({ usagePointIds, published, lasts, oneTime }) => (at) => ({
    usagePointIds,
    dataSets: [...DATA_SETS],
    authorizedPeriod: { start: at, end: lasts === null ? null : at + lasts },
    publishedPeriod: published,
    historyLength: 0,
    purpose: 'advice',
    ...(oneTime && { oneTime }),
  }));

const window = fc.record({ start: tick(0, 20), length: tick(0, 12) }).map(({ start, length }) => ({ start, end: start + length }));

const release = fc
  .record({
    extent: fc.option(
      fc.record({
        complete: fc.boolean(),
        usagePoints: fc.uniqueArray(fc.record({ usagePointId: fc.constantFrom(...IDS), windows: fc.array(window, { maxLength: 2 }) }), {
          selector: ({ usagePointId }) => usagePointId,
          minLength: 1,
        }),
      }),
      { nil: undefined, freq: 4 },
    ),
    usagePointIds: fc.subarray(IDS, { minLength: 1 }),
    window,
    honest: fc.integer({ min: 0, max: 9 }),
    dataSets: fc.subarray([...DATA_SETS], { maxLength: 1 }),
  })
  .map(({ extent, usagePointIds, window: claimed, honest, dataSets }) => {
    const windows = extent?.usagePoints.flatMap((one) => one.windows) ?? [];
    // Mostly what an honest delivery says; sometimes a span or a list of usage points that is not that of the extent.
    const spanned =
      extent && honest > 0 && windows.length > 0
        ? { start: Math.min(...windows.map(({ start }) => start)), end: Math.max(...windows.map(({ end }) => end)) }
        : claimed;
    const named = extent && honest > 1 ? extent.usagePoints.map(({ usagePointId }) => usagePointId).sort() : usagePointIds;
    return (at: number): AuthorizationCommand => ({
      type: 'recordRelease',
      at,
      thirdPartyStatus: 'production',
      release: {
        releaseId: 'r',
        authorizationId: 'a-1',
        thirdPartyId: 'tp-1',
        clientId: 'client',
        resource: 'Batch/Subscription',
        manifestDigest: 'd',
        rendererVersion: '1',
        counts: { usagePoints: 1, blocks: 1, readings: 1 },
        window: spanned,
        usagePointIds: named,
        dataSets,
        ...(extent && { extent }),
      },
    });
  });

const usagePointId = fc.constantFrom(...IDS);
const command: fc.Arbitrary<Step['command']> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ terms, holdings }).map(
      (asked) => (at: number) =>
        ({
          type: 'modifyAuthorization',
          at,
          customerId: 'c-1',
          consent,
          terms: asked.terms(at),
          ...(asked.holdings && { holdings: asked.holdings }),
        }) as const,
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({ usagePointId, periods }).map((told) => (at: number) => ({ type: 'recordHolding', at, ...told }) as const),
  },
  {
    weight: 1,
    arbitrary: usagePointId.map(
      (id) => (at: number) => ({ type: 'recordIdentifierChange', at, usagePointId: id, identifier: 'meter' }) as const,
    ),
  },
  { weight: 4, arbitrary: fc.constant((at: number) => ({ type: 'remindCustomer', at, beforeEndSeconds: 30 * DAY }) as const) },
  { weight: 3, arbitrary: fc.constant((at: number) => ({ type: 'endUnused', at, afterSeconds: 365 * DAY }) as const) },
  { weight: 2, arbitrary: fc.constant((at: number) => ({ type: 'expireAuthorization', at }) as const) },
  { weight: 1, arbitrary: fc.constant((at: number) => ({ type: 'revokeAuthorization', by: 'customer', reason: 'r', at }) as const) },
  { weight: 2, arbitrary: fc.constant((at: number) => ({ type: 'revokeAuthorization', by: 'thirdParty', reason: 'r', at }) as const) },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('production' as const, 'production' as const, 'production' as const, 'review' as const)
      .map(
        (thirdPartyStatus) => (at: number) =>
          ({ type: 'reinstateAuthorization', by: 'operator-7', reason: 'r', at, thirdPartyStatus }) as const,
      ),
  },
  { weight: 12, arbitrary: release },
);

const grant: fc.Arbitrary<Step> = fc.record({ terms, holdings }).map((asked) => ({
  after: 0,
  command: (at) => ({
    type: 'grantAuthorization',
    at,
    ...ids,
    consent,
    scope: 'FB=4',
    terms: asked.terms(at),
    ...(asked.holdings && { holdings: asked.holdings }),
  }),
}));
/** Mostly days, sometimes moments (a repeated fetch) or most of a year. */
const after = fc.oneof(
  { weight: 4, arbitrary: tick(0, 1) },
  { weight: 1, arbitrary: fc.constant(1800) },
  { weight: 1, arbitrary: tick(3, 19) },
);

export const anyLifecycle: fc.Arbitrary<readonly Step[]> = fc
  .tuple(grant, fc.array(fc.record({ after, command }), { minLength: 5, maxLength: 25 }))
  .map(([first, rest]) => [first, ...rest]);
