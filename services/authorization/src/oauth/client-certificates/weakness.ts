import type { X509Certificate } from 'node:crypto';
import { EXTENSION, type CertificateForm } from './certificate-form.js';

const SMALLEST_RSA = 2048;
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

/** RSA (PKCS #1) and ECDSA with SHA-256, SHA-384 and SHA-512, Ed25519 and Ed448, as the hex of their object identifiers. */
const SIGNATURES = [
  '2a864886f70d01010b',
  '2a864886f70d01010c',
  '2a864886f70d01010d',
  '2a8648ce3d040302',
  '2a8648ce3d040303',
  '2a8648ce3d040304',
  '2b6570',
  '2b6571',
];

/** Critical extensions whose meaning is followed here; policies ask for nothing where no policy is demanded. */
const FOLLOWED: readonly string[] = [
  EXTENSION.keyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.basicConstraints,
  EXTENSION.certificatePolicies,
  EXTENSION.extKeyUsage,
];

/** Why no certificate of a chain may be like this one; undefined when it may. */
export function weaknessOf(certificate: X509Certificate, form: CertificateForm, now: Date): string | undefined {
  if (now < new Date(certificate.validFrom)) return `is not valid before ${new Date(certificate.validFrom).toISOString()}`;
  if (now >= new Date(certificate.validTo)) return `has expired (${new Date(certificate.validTo).toISOString()})`;
  if (!isStrong(certificate)) return 'has a weak key; RSA from 2048 bits, EC P-256, P-384, P-521, Ed25519 or Ed448 are taken';
  if (!SIGNATURES.includes(form.signature)) return 'has a weak or unknown signature; SHA-256 or better is needed';
  // RFC 5280 section 4.2: what is critical and not understood makes a certificate unusable.
  const unknown = [...form.extensions].find(([id, { critical }]) => critical && !FOLLOWED.includes(id));
  if (unknown) return 'has a critical extension that is not followed here';
  if (form.extensions.has(EXTENSION.nameConstraints)) return 'has name constraints, which are not followed here';
  return undefined;
}

function isStrong({ publicKey: { asymmetricKeyType: type, asymmetricKeyDetails: details } }: X509Certificate): boolean {
  if (type === 'ed25519' || type === 'ed448') return true;
  if (type === 'ec') return CURVES.includes(details?.namedCurve ?? '');
  return type === 'rsa' && (details?.modulusLength ?? 0) >= SMALLEST_RSA;
}
