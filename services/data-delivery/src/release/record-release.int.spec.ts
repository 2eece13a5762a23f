import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { MOST_RELEASES, ProblemError, type RecordRelease } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { startTestNats, type TestNats } from '@greenledger/testing';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { AUTHORIZATION, COMPANY } from '../testing/running-service.js';
import { recordBulkRelease } from './record-bulk-release.js';
import { recordRelease } from './record-release.js';

let nats: TestNats;
let authorization: AuthorizationStandIn;
let requests: RequestClient;
beforeAll(async () => {
  nats = await startTestNats();
  authorization = new AuthorizationStandIn(nats.credentials('authorization'), AUTHORIZATION, COMPANY);
  await authorization.start();
  requests = RequestClient.of(nats.credentials('data-delivery'));
}, 60_000);
afterAll(async () => {
  await requests?.close();
  await authorization?.stop();
  await nats?.stop();
});
beforeEach(() => {
  authorization.recorded.length = 0;
  authorization.decide = AuthorizationStandIn.record;
});

/** A release that shows so many usage points, each with a window of its own. */
function release(usagePoints = 1): RecordRelease {
  const usagePointIds = Array.from({ length: usagePoints }, () => randomUUID());
  const window = { start: 1_767_225_600, end: 1_767_312_000 };
  return {
    releaseId: randomUUID(),
    authorizationId: randomUUID(),
    thirdPartyId: COMPANY.thirdPartyId,
    clientId: COMPANY.clientId,
    resource: 'Batch/Subscription',
    manifestDigest: 'd'.repeat(64),
    rendererVersion: 'espi-4.0/2',
    window,
    usagePointIds,
    dataSets: ['usage'],
    counts: { usagePoints, blocks: usagePoints, readings: 24 * usagePoints },
    extent: { complete: true, usagePoints: usagePointIds.map((usagePointId) => ({ usagePointId, windows: [window] })) },
  };
}
const recordAll = (releases: readonly RecordRelease[]) => Promise.all(releases.map((one) => recordRelease(one, requests)));

it('gives each of many its own receipt, and the refusal or problem of one to that one alone', async () => {
  const releases = Array.from({ length: 2 * MOST_RELEASES + 1 }, () => release());
  const [refused, failing] = [releases[3]!.releaseId, releases[300]!.releaseId];
  authorization.decide = (one) => {
    if (one.releaseId === failing) throw new ProblemError('not-found', 'there is no such authorization');
    if (one.releaseId === refused) return { recorded: false, code: 'authorization-revoked', detail: 'the authorization has been revoked' };
    return AuthorizationStandIn.record(one);
  };
  const outcomes = await Promise.allSettled(releases.map((one) => recordRelease(one, requests)));
  for (const [i, outcome] of outcomes.entries()) {
    const { releaseId } = releases[i]!;
    if (releaseId === refused)
      expect(outcome).toMatchObject({ reason: { code: 'release-refused', members: { reason: 'authorization-revoked' } } });
    else if (releaseId === failing) expect(outcome).toMatchObject({ reason: { code: 'not-found' } });
    else expect(outcome).toMatchObject({ value: { recorded: true, releaseId } });
  }
});

it('records releases of large authorizations that come at the same time, although no message holds them together', async () => {
  const releases = Array.from({ length: 40 }, (_, i) => release(i % 2 === 0 ? 1 : 1_000));
  const receipts = await recordAll(releases);
  expect(receipts.map(({ releaseId }) => releaseId)).toEqual(releases.map(({ releaseId }) => releaseId));
}, 60_000);

it('records a large authorization in a bulk by itself', async () => {
  const releases = [1, 3_000, 1, 12_000].map(release);
  const outcomes = await recordBulkRelease(releases, requests);
  expect(outcomes).toMatchObject(releases.map(({ releaseId }) => ({ recorded: true, releaseId })));
});

it('tells of a large authorization in a bulk what became of it, and records the others', async () => {
  const releases = [release(3_000), release(), release(3_000)];
  authorization.decide = (one) => {
    if (one.releaseId === releases[0]!.releaseId) throw new ProblemError('not-found', 'there is no such authorization');
    if (one.releaseId === releases[2]!.releaseId) return { recorded: false, code: 'authorization-revoked', detail: 'it has been revoked' };
    return AuthorizationStandIn.record(one);
  };
  expect(await recordBulkRelease(releases, requests)).toMatchObject([
    { problem: { code: 'not-found' } },
    { recorded: true },
    { recorded: false, code: 'authorization-revoked' },
  ]);
});

it('records a release of twelve thousand usage points', async () => {
  expect(await recordRelease(release(12_000), requests)).toMatchObject({ recorded: true });
});

it('does not ask again and again for a release that no message holds, and fails nobody else by it', async () => {
  const [large, small] = await Promise.allSettled([release(80_000), release()].map((one) => recordRelease(one, requests)));
  expect(large).toMatchObject({
    reason: new RangeError("the request authorization.record-release cannot be sent: 'payload' max_payload size exceeded"),
  });
  expect(small).toMatchObject({ value: { recorded: true } });
});
