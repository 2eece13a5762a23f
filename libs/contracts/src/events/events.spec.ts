import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { AUTHORIZATION_EVENTS_V1 } from './fixtures/authorization-events-v1.js';

describe('the frozen shapes of the Authorization stream', () => {
  it('are as they were first written: a stored event never changes its shape', () => {
    const digest = createHash('sha256').update(JSON.stringify(AUTHORIZATION_EVENTS_V1)).digest('hex');
    expect(digest).toBe('f0af63b7692be22b3b94dd060bd99190159c4e35640c741c632e725ae1bbfff2');
  });

  it('hold pseudonyms only: no e-mail, no secret, no token', () => {
    expect(JSON.stringify(AUTHORIZATION_EVENTS_V1)).not.toMatch(/@|secret|token|password/i);
  });
});
