import { describe, expect, it } from '@jest/globals';
import { ownPath } from './return-to.js';

describe('ownPath', () => {
  it.each([
    '/',
    '/consent/abc-123',
    '/authorizations',
    '/authorizations/1/revoke',
    '/share',
    '/share/1',
    '/received',
    '/demo/mail',
    '/directory',
    '/third-party/people',
    '/operator/third-parties/1',
  ])('keeps %s', (path) => {
    expect(ownPath(path, '/fallback')).toBe(path);
  });
  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example/authorizations',
    'javascript:alert(1)',
    '/oauth/authorize',
    '/consent/../oauth/token',
    '/sign-out',
    '/third-party/confirm/token',
    '/third-party/people/remove',
    '',
    undefined,
    ['/', '/'],
  ])('does not follow %j', (path) => {
    expect(ownPath(path, '/fallback')).toBe('/fallback');
  });
});
