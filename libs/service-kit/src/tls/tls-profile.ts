import type { SecureContextOptions } from 'node:tls';

/** ESPI 4.0 asks for TLS 1.3 alone; deployments of ESPI 3.3 still speak TLS 1.2. */
export const TLS_PROFILES = ['espi-4.0', 'espi-3.3'] as const;
export type TlsProfile = (typeof TLS_PROFILES)[number];

/** The suites of TLS 1.2 that BCP 195 (RFC 9325 §4.2) recommends: forward secrecy and authenticated encryption, nothing else. */
export const TLS_1_2_SUITES = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
] as const;

const TLS_1_3_SUITES = ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];

/** Versions and suites of a profile. Security level 2 of OpenSSL also refuses RSA keys below 2048 bits and SHA-1 in chains. */
export function tlsSettings(profile: TlsProfile): SecureContextOptions {
  return {
    minVersion: profile === 'espi-4.0' ? 'TLSv1.3' : 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    // OpenSSL takes a security level only beside a suite of TLS 1.2, so they are named in both profiles; the version decides.
    ciphers: [...TLS_1_3_SUITES, ...TLS_1_2_SUITES, '@SECLEVEL=2'].join(':'),
    honorCipherOrder: true,
  };
}
