import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bulkRecordOf, bulkReplyOf, charactersAtMost, outcomesOf, releasesOf } from './bulk-record.js';
import type { RecordRelease } from './requests/authorization-requests.js';
import type { ReleaseOutcome } from './requests/record-releases-requests.js';

it.each([
  [1, 0],
  [1, 1],
  [3, 2],
  [200, 4],
])('tells no less than the JSON of a release of %i usage points with %i windows each has', (usagePoints, windows) => {
  const id = 'f'.repeat(36);
  const usagePointIds = Array.from({ length: usagePoints }, () => id);
  const window = { start: 9_999_999_999, end: 9_999_999_999 };
  const release: RecordRelease = {
    releaseId: id,
    authorizationId: id,
    thirdPartyId: id,
    clientId: id,
    resource: 'Batch/Bulk',
    manifestDigest: 'd'.repeat(64),
    rendererVersion: 'greenledger-parquet/12',
    window,
    usagePointIds,
    dataSets: ['usage', 'billing'],
    counts: { usagePoints: 99_999, blocks: 9_999_999, readings: 999_999_999 },
    extent: {
      complete: false,
      usagePoints: usagePointIds.map((usagePointId) => ({ usagePointId, windows: Array.from({ length: windows }, () => window) })),
    },
  };
  expect(charactersAtMost(release)).toBeGreaterThanOrEqual(JSON.stringify(release).length + 1);
});

const period = fc.record({ start: fc.nat(), end: fc.nat() });
const shared = { thirdPartyId: 'tp', clientId: 'c', resource: 'Batch/Bulk', rendererVersion: 'r' };
const anyRelease = fc
  .record({
    releaseId: fc.uuid(),
    authorizationId: fc.uuid(),
    manifestDigest: fc.string({ minLength: 64, maxLength: 64 }),
    window: period,
    points: fc.array(fc.record({ usagePointId: fc.uuid(), windows: fc.array(period, { maxLength: 3 }) }), { maxLength: 3 }),
    dataSets: fc.subarray(['usage', 'billing', 'account'] as const),
    blocks: fc.nat(),
    readings: fc.nat(),
    complete: fc.boolean(),
  })
  .map(({ points, blocks, readings, complete, ...rest }): RecordRelease => ({
    ...shared,
    ...rest,
    usagePointIds: points.map(({ usagePointId }) => usagePointId),
    counts: { usagePoints: points.length, blocks, readings },
    extent: { complete, usagePoints: points },
  }));

it('tells the same releases in columns', () => {
  fc.assert(
    fc.property(fc.array(anyRelease, { minLength: 1, maxLength: 8 }), (releases) => {
      const record = bulkRecordOf(releases);
      // What travels is JSON.
      expect(releasesOf(JSON.parse(JSON.stringify(record)) as NonNullable<typeof record>)).toEqual(releases);
    }),
  );
});

it('makes no columns of releases that do not share what stands once, or tell what no column does', () => {
  const [release, other] = fc.sample(anyRelease, { numRuns: 2, seed: 1 }) as [RecordRelease, RecordRelease];
  const { extent: _extent, ...without } = other;
  const irregular: RecordRelease[] = [
    { ...other, clientId: 'd' },
    { ...other, thirdPartyId: 'd' },
    { ...other, resource: 'd' },
    { ...other, rendererVersion: 'd' },
    { ...other, counts: { ...other.counts, usagePoints: other.counts.usagePoints + 1 } },
    { ...other, extent: { complete: true, usagePoints: [...other.extent!.usagePoints, { usagePointId: 'more', windows: [] }] } },
    without,
  ];
  expect(bulkRecordOf([release, other])).toBeDefined();
  for (const one of irregular) expect(bulkRecordOf([release, one])).toBeUndefined();
  expect(bulkRecordOf([])).toBeUndefined();
});

it('refuses columns that do not fit each other', () => {
  const record = bulkRecordOf(fc.sample(anyRelease, { numRuns: 2, seed: 2 }))!;
  for (const name of Object.keys(record.parts) as (keyof typeof record.parts)[]) {
    const parts = { ...record.parts, [name]: record.parts[name].slice(1) };
    expect(() => releasesOf({ ...record, parts })).toThrow(expect.objectContaining({ code: 'invalid-body' }));
  }
  expect(() => releasesOf({ ...record, dataSets: [] })).toThrow(expect.objectContaining({ code: 'invalid-body' }));
});

it('tells the same outcomes back, whichever they are', () => {
  const receipt = (releaseId: string, version: number, recordedAt: string): ReleaseOutcome => ({
    recorded: true,
    releaseId,
    version,
    recordedAt,
  });
  const refused: ReleaseOutcome = { recorded: false, code: 'authorization-revoked', detail: 'ended' };
  const missing = { problem: { type: 't', title: 't', status: 404, code: 'not-found', detail: 'd' } } as ReleaseOutcome;
  const outcomes = [refused, receipt('a', 3, '1'), missing, receipt('b', 1, '1'), receipt('c', 2, '2')];
  expect(outcomesOf(bulkReplyOf(outcomes), ['x', 'a', 'y', 'b', 'c'])).toEqual(outcomes);
  expect(bulkReplyOf([refused])).toMatchObject({ recordedAt: null, versions: [0] });
  expect(() => outcomesOf(bulkReplyOf(outcomes), ['x', 'a', 'y', 'b', 'c', 'z'])).toThrow(RangeError);
});
