import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { CONSENT_EVENTS_V1 } from './fixtures/consent-events-v1.js';

const frozen = JSON.stringify(CONSENT_EVENTS_V1);

it('the denial is as it was first written, and names no customer', () => {
  expect(createHash('sha256').update(frozen).digest('hex')).toBe('79c3b97263d4d43cc1cabe9577b80b3036b1a822eb935be2725537646b3e7136');
  expect(frozen).not.toContain('customer');
});
