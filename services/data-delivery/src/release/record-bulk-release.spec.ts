import { expect, it } from '@jest/globals';
import type { RecordRelease } from '@greenledger/contracts';
import { charactersAtMost } from './record-bulk-release.js';

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
