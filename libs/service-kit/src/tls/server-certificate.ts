import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { tlsSettings, type TlsProfile } from './tls-profile.js';

export interface TlsFiles {
  /** PEM: the certificate of the server, then those that signed it. */
  readonly certificateFile: string;
  /** PEM. */
  readonly keyFile: string;
  readonly profile: TlsProfile;
}

export interface ServerCertificate {
  readonly options: SecureContextOptions;
  /** When the first certificate of the chain ends, UTC. */
  readonly notAfter: Date;
  /** SHA-256 over the server's own certificate: tells one from its successor. */
  readonly fingerprint: string;
}

/** Elliptic curves of at least 256 bits, as OpenSSL calls them. */
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/**
 * Reads and judges the certificate that a server shows: RSA of 2048 bits or more or an elliptic curve of 256 or more, no SHA-1,
 * nothing of the chain ended, key and certificate a pair (SEC-005).
 * @throws ConfigurationError that says which file is wrong and what to do.
 */
export async function readServerCertificate(files: TlsFiles, now: Date): Promise<ServerCertificate> {
  const cert = await read('TLS_CERTIFICATE_FILE', files.certificateFile);
  const key = await read('TLS_KEY_FILE', files.keyFile);
  const chain = chainOf(cert);
  const problems = chain.flatMap((certificate) => weaknesses(certificate, now));
  if (problems.length > 0) throw refused('TLS_CERTIFICATE_FILE', ...problems);
  if (!isPair(chain[0]!, key)) throw refused('TLS_KEY_FILE', 'is not the key of the certificate in TLS_CERTIFICATE_FILE');
  const options = { ...tlsSettings(files.profile), cert, key };
  try {
    createSecureContext(options);
  } catch (error) {
    throw refused('TLS_CERTIFICATE_FILE', `OpenSSL does not take it: ${(error as Error).message}. Use SHA-256 or better and a longer key`);
  }
  const notAfter = new Date(Math.min(...chain.map(({ validTo }) => Date.parse(validTo))));
  return { options, notAfter, fingerprint: chain[0]!.fingerprint256 };
}

const refused = (variable: string, ...reasons: string[]): ConfigurationError => new ConfigurationError([{ variable, reasons }]);

async function read(variable: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw refused(variable, `cannot be read (${(error as NodeJS.ErrnoException).code}): name a PEM file that this process may read`);
  }
}

function chainOf(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw refused('TLS_CERTIFICATE_FILE', 'holds no certificate: it must be PEM (BEGIN CERTIFICATE)');
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw refused('TLS_CERTIFICATE_FILE', 'holds a certificate that cannot be read');
  }
}

function weaknesses(certificate: X509Certificate, now: Date): string[] {
  const name = certificate.subject.replaceAll('\n', ', ');
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
  const found: string[] = [];
  if (Date.parse(certificate.validTo) <= now.getTime()) found.push(`the certificate of ${name} ended at ${certificate.validTo}: renew it`);
  if (type?.startsWith('rsa') && (details?.modulusLength ?? 0) < 2048)
    found.push(`the RSA key of ${name} has ${details?.modulusLength} bits: 2048 are the least`);
  if (type === 'ec' && !CURVES.has(details?.namedCurve ?? ''))
    found.push(`the curve ${details?.namedCurve} of ${name} is too short: take P-256 or longer`);
  return found;
}

function isPair(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    throw refused('TLS_KEY_FILE', 'holds no private key that can be read: it must be PEM, without a passphrase');
  }
}
