import { describe, expect, it } from '@jest/globals';
import { AuthorizationConfiguration } from '../../configuration.js';
import { readAuthorities } from './read-authorities.js';

const configured = (given: Partial<AuthorizationConfiguration>) => readAuthorities(Object.assign(new AuthorizationConfiguration(), given));

describe('CLIENT_CERTIFICATE_AUTHORITIES_FILE', () => {
  it('may be unset', async () => expect(await configured({})).toBeUndefined());

  it.each([
    ['without the header', {}, /CLIENT_CERTIFICATE_AUTHORITIES_FILE: needs CLIENT_CERTIFICATE_HEADER/],
    ['of a file that is not there', { CLIENT_CERTIFICATE_HEADER: 'X-Client-Cert' }, /cannot be read \(ENOENT\)/],
  ])('ends the start %s', async (_what, given, reason) => {
    await expect(configured({ ...given, CLIENT_CERTIFICATE_AUTHORITIES_FILE: '/nowhere/authorities.pem' })).rejects.toThrow(reason);
  });
});
