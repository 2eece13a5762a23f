import { describe, expect, it } from '@jest/globals';
import type { TlsSubject } from '@greenledger/contracts';
import { choiceOf, readChoice, THUMBPRINT } from './certificate-choice.js';

describe('the choice of what a certificate is known by', () => {
  it('may be the thumbprint', () => expect(readChoice(THUMBPRINT)).toEqual({ kind: 'useCertificates' }));

  it.each<TlsSubject>([
    { field: 'tls_client_auth_subject_dn', value: 'CN=client.sunny.example,O=Sunny  Roofs, C=US' },
    { field: 'tls_client_auth_san_dns', value: 'client.sunny.example' },
  ])('keeps the name to the character: $value', (name) => {
    expect(readChoice(choiceOf('c-1', name))).toEqual({ kind: 'useTlsSubject', certificateId: 'c-1', ...name });
  });

  it.each(['', 'c-1', 'c-1 tls_client_auth_san_dns', 'c-1 tls_client_auth_san_dns ', 'c-1 client_secret x'])('refuses %j', (choice) => {
    expect(() => readChoice(choice)).toThrow(/not known/);
  });
});
