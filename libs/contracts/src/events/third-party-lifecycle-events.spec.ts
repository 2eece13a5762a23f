import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { SELF_REGISTERED_V1, THIRD_PARTY_LIFECYCLE_EVENTS_V1 } from './fixtures/third-party-lifecycle-events-v1.js';

const frozen = JSON.stringify([SELF_REGISTERED_V1, THIRD_PARTY_LIFECYCLE_EVENTS_V1]);

describe('the frozen shapes of the ThirdParty stream', () => {
  it('are as they were first written: a stored event never changes its shape', () => {
    expect(createHash('sha256').update(frozen).digest('hex')).toBe('38f11e68424ec651088f6358369eee4ad4d84c770e49dde42a197386a9ffaca0');
  });

  it('hold no person, address or secret', () => expect(frozen).not.toMatch(/@|password|"clientSecret":|phone/i));
});
