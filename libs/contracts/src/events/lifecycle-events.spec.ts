import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { EVENTS_WITH_LIFECYCLE_MEMBERS_V1, LIFECYCLE_EVENTS_V1 } from './fixtures/lifecycle-events-v1.js';

describe('the frozen shapes of the lifecycle', () => {
  it.each([
    ['its own events', LIFECYCLE_EVENTS_V1, 'ae6f8d40db04d05f98e11feae6e72c9cf2281a4858e5fde5835361f9980871a1'],
    [
      'its members of the first events',
      EVENTS_WITH_LIFECYCLE_MEMBERS_V1,
      'f8b8c365594b751d5091c3d6c82e43f53cec9d8deee5ac537b74501a4c9a6633',
    ],
  ])('%s are as they were first written', (_name, fixtures, digest) => {
    expect(createHash('sha256').update(JSON.stringify(fixtures)).digest('hex')).toBe(digest);
  });
});
