import { describe, expect, it } from '@jest/globals';
import { CookieJar } from './cookie-jar.js';

const at = (path: string, host = 'localhost') => new URL(`http://${host}:8080${path}`);

describe('the cookie jar', () => {
  it('sends a cookie below its path only, longer paths first, and to its own host only', () => {
    const jar = new CookieJar();
    jar.keep(at('/oauth/authorize'), ['root=1; Path=/; HttpOnly', 'flow=2; path=/oauth/authorize/abc']);
    expect(jar.header(at('/oauth/authorize/abc'))).toBe('flow=2; root=1');
    expect(jar.header(at('/oauth/authorize/abcd'))).toBe('root=1');
    expect(jar.header(at('/', '127.0.0.1'))).toBe('');
  });

  it('forgets a cookie that is taken back', () => {
    const jar = new CookieJar();
    jar.keep(at('/'), ['a=1', 'b=2']);
    jar.keep(at('/'), ['a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'b=; Max-Age=0']);
    expect(jar.header(at('/'))).toBe('');
  });
});
