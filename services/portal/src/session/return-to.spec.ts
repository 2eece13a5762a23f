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
    '/my-usage',
    '/demo/mail',
    '/directory',
    '/third-party/people',
    '/operator/third-parties/1',
    '/operator/imports/1',
    '/operator/sources/radio',
    '/operator/expected',
    '/third-party/requests/1',
    '/third-party/authorizations',
  ])('keeps %s', (path) => {
    expect(ownPath(path, '/fallback')).toBe(path);
  });
  it.each(['/my-usage.xml', '/my-usage.csv'])('leads from the file %s to its page', (path) => {
    expect(ownPath(path, '/fallback')).toBe('/my-usage');
    expect(ownPath(`${path}?from=2026-06-01&to=2026-06-30`, '/fallback')).toBe('/my-usage?from=2026-06-01&to=2026-06-30');
  });
  it('keeps what was chosen on a page, within reason, and nothing of a fragment', () => {
    expect(ownPath('/my-usage?from=2026-06-01#x', '/fallback')).toBe('/my-usage?from=2026-06-01');
    expect(ownPath(`/my-usage?from=${'1'.repeat(2_000)}`, '/fallback')).toBe('/my-usage');
    expect(ownPath('/my-usage?from=a\r\nset-cookie: b', '/fallback')).toBe('/my-usage?from=aset-cookie:%20b');
  });
  it.each([
    '/authorizations.csv',
    '//evil.example?/my-usage',
    '/sign-out?/my-usage',
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
    '/operator/imports/1/rejects.csv',
    '',
    undefined,
    ['/', '/'],
  ])('does not follow %j', (path) => {
    expect(ownPath(path, '/fallback')).toBe('/fallback');
  });
});
