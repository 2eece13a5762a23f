import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { releasesInBulk } from './bulk-release-events.js';
import { AUTHORIZATION_EVENTS_V1 } from './fixtures/authorization-events-v1.js';
import { BULK_RELEASE_EVENTS_V1 } from './fixtures/bulk-release-events-v1.js';

it('the bulk record is as it was first written', () => {
  const digest = createHash('sha256').update(JSON.stringify(BULK_RELEASE_EVENTS_V1)).digest('hex');
  expect(digest).toBe('73c2084908e6c1f0c961c4bb7db1841f66f3d4e157cb817099a55b3f95e86ef4');
});

it('each of its releases reads as one that was recorded by itself', () => {
  expect(releasesInBulk(BULK_RELEASE_EVENTS_V1.DataReleasedInBulk.data)).toEqual([AUTHORIZATION_EVENTS_V1.DataReleased.data]);
});
