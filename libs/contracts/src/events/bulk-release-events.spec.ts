import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { releasesInBulk } from './bulk-release-events.js';
import { AUTHORIZATION_EVENTS_V1 } from './fixtures/authorization-events-v1.js';
import { BULK_RELEASE_EVENTS_V1 } from './fixtures/bulk-release-events-v1.js';

it('the bulk record is as it was first written', () => {
  const digest = createHash('sha256').update(JSON.stringify(BULK_RELEASE_EVENTS_V1)).digest('hex');
  expect(digest).toBe('71f854f2bc48966992b9f7eca21f15210db96b3ff988360290f455c0d161b064');
});

it('each of its releases reads as one that was recorded by itself', () => {
  expect(releasesInBulk(BULK_RELEASE_EVENTS_V1.DataReleasedInBulk.data)).toEqual([AUTHORIZATION_EVENTS_V1.DataReleased.data]);
});
