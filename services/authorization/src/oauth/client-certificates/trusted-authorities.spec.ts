import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeCertificate } from '@greenledger/embedded';
import { makeClientPki, type ClientPki } from '../../testing/client-pki.js';
import { TrustedAuthorities } from './trusted-authorities.js';

let pki: ClientPki;
let authorities: TrustedAuthorities;
beforeAll(async () => {
  pki = await makeClientPki();
  authorities = TrustedAuthorities.read(pki.authorities);
}, 60_000);

type Name = Exclude<keyof ClientPki, 'authorities'>;
const refusal = (name: Name, now = new Date()): string | undefined => authorities.refusal(new X509Certificate(pki[name].certificate), now);

describe('trusted authorities', () => {
  it.each<Name>(['good', 'byIntermediate', 'ofRsa', 'withTwoNames', 'otherKinds', 'otherClient'])('stand behind: %s', (name) => {
    expect(refusal(name)).toBeUndefined();
  });

  it.each<[Name, RegExp]>([
    ['expired', /has expired/],
    ['notYet', /is not valid before/],
    ['untrusted', /no trusted authority/],
    ['impostor', /no trusted authority/],
    ['selfSigned', /no trusted authority/],
    ['byPowerless', /no trusted authority/],
    ['byPathTooLong', /no trusted authority/],
    ['byForHandshakes', /no trusted authority/],
    ['byConstrained', /no trusted authority/],
    ['byWeak', /no trusted authority/],
    ['byEnded', /no trusted authority/],
    ['weak', /weak key/],
    ['sha1', /weak or unknown signature/],
    ['forServers', /not for TLS clients/],
    ['forEncryption', /not for signatures/],
    ['withUnknown', /critical extension/],
    ['anAuthority', /that of an authority/],
    ['root', /that of an authority/],
  ])('do not stand behind: %s', (name, reason) => expect(refusal(name)).toMatch(reason));

  it('end with their root', async () => {
    const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
    const root = await makeCertificate({ names: ['root.example'], authority: true, notAfter: inDays(10) });
    const { certificate } = await makeCertificate({ names: ['client.example'], issuer: root });
    const trusted = TrustedAuthorities.read(root.certificate);
    expect(trusted.refusal(new X509Certificate(certificate), inDays(9))).toBeUndefined();
    expect(trusted.refusal(new X509Certificate(certificate), inDays(11))).toMatch(/no trusted authority/);
  });

  it.each([
    ['nothing', '', /no root/],
    ['no root', () => pki.good.certificate, /no root/],
    ['a broken certificate', () => pki.root.certificate.replace('MII', 'MIX'), /certificate 1 cannot be read/],
  ])('are refused with %s in the file', (_what, file, reason) => {
    expect(() => TrustedAuthorities.read(typeof file === 'string' ? file : file())).toThrow(reason);
  });
});
