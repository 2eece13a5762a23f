import { expect, it } from '@jest/globals';
import { bearerToken } from './bearer-token.js';

it.each(['Bearer', 'bearer', 'BEARER', 'DPoP', 'dpop'])('reads the token of the scheme %s, whose letter case does not matter', (scheme) => {
  expect(bearerToken(`${scheme} abc-._~+/=`)).toBe('abc-._~+/=');
});

it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', 'abc'])('finds none in %j', (header) => {
  expect(bearerToken(header)).toBeUndefined();
});
