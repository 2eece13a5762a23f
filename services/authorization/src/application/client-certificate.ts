import { X509Certificate } from 'node:crypto';
import { credentialFault, type CredentialFault } from '@greenledger/contracts';
import { refusedCredential } from './refused-credential.js';

/** What is kept of an uploaded certificate. */
export interface ReadCertificate {
  readonly thumbprint: string;
  /** RFC 4514 order, most specific first, as RFC 8705 `tls_client_auth_subject_dn` has it. */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly pem: string;
}

const LONGEST_PEM = 20_000;
const SMALLEST_RSA = 2048;
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

/**
 * Reads a client certificate in PEM form and judges it: one certificate, no private key with it, valid now, and a key of
 * at least RSA 2048 or EC P-256 (Ed25519 and Ed448 too). Whether its issuer is trusted is for the TLS front to say.
 * @throws ProblemError `invalid-body` that says by which rule it is refused
 */
export function readCertificate(pem: string, now: Date): ReadCertificate {
  if (pem.length > LONGEST_PEM) refuse(credentialFault('certificateTooLong'), 'it is longer than 20,000 characters');
  if (pem.includes('PRIVATE KEY'))
    refuse(
      credentialFault('certificatePrivateKey'),
      'it holds a private key, which must stay with you; paste the certificate alone, and replace that key',
    );
  if ((pem.match(/-----BEGIN CERTIFICATE-----/g) ?? []).length !== 1)
    refuse(credentialFault('certificateNotOne'), 'paste exactly one certificate in PEM form, without its chain');
  const certificate = parse(pem);
  const [notBefore, notAfter] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  if (notAfter <= now) refuse(credentialFault('certificateExpired', notAfter.toISOString()), `it has expired (${notAfter.toISOString()})`);
  if (notBefore > now)
    refuse(credentialFault('certificateNotYet', notBefore.toISOString()), `it is not valid before ${notBefore.toISOString()}`);
  checkKey(certificate);
  const name = (text: string): string => text.split('\n').reverse().join(',');
  return {
    thumbprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: name(certificate.subject),
    issuer: name(certificate.issuer),
    notBefore,
    notAfter,
    pem: certificate.toString(),
  };
}

function parse(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    return refuse(credentialFault('certificateUnreadable'), 'it cannot be read as an X.509 certificate in PEM form');
  }
}

function checkKey({ publicKey }: X509Certificate): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
  if (type === 'ed25519' || type === 'ed448') return;
  if (type === 'rsa' || type === 'rsa-pss') {
    if ((details?.modulusLength ?? 0) < SMALLEST_RSA)
      refuse(
        credentialFault('certificateKeyShort', String(details?.modulusLength)),
        `its RSA key has ${details?.modulusLength} bits; at least ${SMALLEST_RSA} are needed`,
      );
    return;
  }
  if (type === 'ec' && CURVES.includes(details?.namedCurve ?? '')) return;
  refuse(
    credentialFault('certificateKeyKind', type ?? 'unknown'),
    `its key (${type ?? 'unknown'}) is of no accepted kind; use RSA from 2048 bits, EC P-256, P-384 or P-521, or Ed25519`,
  );
}

function refuse(fault: CredentialFault, rule: string): never {
  throw refusedCredential(fault, `the certificate is refused: ${rule}`, 'certificate');
}
