import { expect, it } from '@jest/globals';
import { OAuthSettings } from './oauth-settings.js';
import { ResourceNonces } from './resource-nonces.js';

const noncesOf = (key: string): ResourceNonces => new ResourceNonces(Object.assign(new OAuthSettings(), { cookieKeys: [key] }));
const nonces = noncesOf('key');
const NOW = 1_780_000_020;

it('a nonce is good for one minute after the one it was given in, in every process that has the key', () => {
  const nonce = nonces.current(NOW);
  expect([NOW, NOW + 59, NOW + 60].map((at) => noncesOf('key').isGood(nonce, at))).toEqual([true, true, true]);
  expect(nonces.isGood(nonce, NOW + 120)).toBe(false);
  expect(nonces.isGood(nonces.current(NOW + 120), NOW)).toBe(false);
});

it('another key, or none at all, gives none that is good', () => {
  expect(nonces.isGood(noncesOf('other').current(NOW), NOW)).toBe(false);
  for (const nonce of [undefined, '', 7]) expect(nonces.isGood(nonce, NOW)).toBe(false);
});
