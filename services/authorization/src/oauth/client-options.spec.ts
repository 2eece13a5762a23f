import { describe, expect, it } from '@jest/globals';
import { readClientOptions } from './client-options.js';

describe('client options', () => {
  it('are read from JSON', () => {
    const options = { tokens: 'dpop', pkce: false, pushedRequestsOnly: true };
    expect(readClientOptions(JSON.stringify(options))).toEqual(options);
    expect(readClientOptions('{}')).toEqual({});
  });

  it.each([
    ['no JSON', 'tokens=dpop', 'no JSON'],
    ['a list', '[]', 'one JSON object'],
    ['an unknown member', '{"token":"dpop"}', 'token is not known'],
    ['an unknown value', '{"tokens":"none"}', 'tokens takes bearer, dpop, mtls'],
    ['a text for a truth', '{"pkce":"false"}', 'pkce takes true, false'],
    ['keys that are no set', '{"jwks":[]}', 'JWK Set'],
    ['a private key', '{"jwks":{"keys":[{"kty":"EC","d":"x"}]}}', 'public keys only'],
    ['a form of the token answer without the profile', '{"tokenAnswer":"xml"}', 'tokenAnswer belongs to profile pge'],
    ['private_key_jwt without keys', '{"authentication":"private_key_jwt"}', 'at least one public key'],
  ])('refuse %s and say why', (_, text, word) => {
    expect(() => readClientOptions(text)).toThrow(word);
  });
});
