import { describe, expect, it } from '@jest/globals';
import { GOOD_CERTIFICATE, WEAK_CERTIFICATE } from '../testing/sample-certificates.js';
import { readCertificate } from './client-certificate.js';

const NOW = new Date('2030-01-01T00:00:00Z');

describe('readCertificate', () => {
  it('keeps subject and thumbprint as RFC 8705 compares them', () => {
    expect(readCertificate(GOOD_CERTIFICATE, NOW)).toMatchObject({
      subject: 'CN=client.sunny.example,O=Sunny Roofs,C=US',
      thumbprint: '7471812ce41a7ead7493f3f12c7db0bf9671239f3331b1545d453cc6c9988174',
      notAfter: new Date('2126-10-30T13:45:30Z'),
    });
  });
  it.each<[string, string, Date, RegExp]>([
    ['no certificate', 'nonsense', NOW, /exactly one certificate/],
    ['two of them', `${GOOD_CERTIFICATE}\n${GOOD_CERTIFICATE}`, NOW, /exactly one certificate/],
    ['a private key beside it', `${GOOD_CERTIFICATE}\n-----BEGIN PRIVATE KEY-----`, NOW, /private key/],
    ['a broken one', GOOD_CERTIFICATE.replace('MIIB3', 'MIIB4'), NOW, /cannot be read/],
    ['an expired one', GOOD_CERTIFICATE, new Date('2127-01-01T00:00:00Z'), /has expired/],
    ['one for later', GOOD_CERTIFICATE, new Date('2026-01-01T00:00:00Z'), /not valid before/],
    ['a weak key', WEAK_CERTIFICATE, NOW, /1024 bits/],
    ['too long a text', GOOD_CERTIFICATE + ' '.repeat(20_000), NOW, /longer/],
  ])('refuses %s', (_what, pem, now, rule) => {
    expect(() => readCertificate(pem, now)).toThrow(rule);
  });
});
