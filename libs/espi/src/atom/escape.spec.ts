import { describe, expect, it } from '@jest/globals';
import { escapeXml } from './escape.js';

describe('escapeXml', () => {
  it('escapes markup and replaces what XML cannot hold', () => {
    expect(escapeXml(`<a href="x" b='y'>&`)).toBe('&lt;a href=&quot;x&quot; b=&apos;y&apos;&gt;&amp;');
    expect(escapeXml('a\u0000b\ud800c😀')).toBe('a\ufffdb\ufffdc😀');
  });
});
