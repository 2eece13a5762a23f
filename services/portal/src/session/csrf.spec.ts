import { describe, expect, it } from '@jest/globals';
import { csrfToken, isCsrfToken } from './csrf.js';

describe('csrf token', () => {
  const token = csrfToken('session-1', '/sign-out');
  it('is good for its session and form', () => expect(isCsrfToken(token, 'session-1', '/sign-out')).toBe(true));
  it.each([
    [token, 'session-2', '/sign-out'],
    [token, 'session-1', '/consent/1'],
    [token, '', '/sign-out'],
    ['', 'session-1', '/sign-out'],
    [undefined, 'session-1', '/sign-out'],
    [[token], 'session-1', '/sign-out'],
  ])('refuses %j of %s for %s', (given, session, action) => expect(isCsrfToken(given, session, action)).toBe(false));
});
