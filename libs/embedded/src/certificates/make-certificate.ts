import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

export interface CertificateRequest {
  /** DNS names, IP addresses, e-mail addresses and URIs that the certificate is good for. */
  readonly names: readonly string[];
  /** RFC 4514 text; the first name as CN by default. */
  readonly subject?: string;
  /** Signed by this one; by itself when absent. */
  readonly issuer?: MadeCertificate;
  readonly notBefore?: Date;
  /** A year from now by default. */
  readonly notAfter?: Date;
  readonly key?: 'P-256' | 'P-384' | 'RSA-1024' | 'RSA-2048';
  /** The hash of the signature. */
  readonly hash?: 'SHA-1' | 'SHA-256';
  /** Whether it may sign others. */
  readonly authority?: boolean;
  /** How many authorities may stand between this one and the last certificate; any number when absent. */
  readonly pathLength?: number;
  /** Object identifiers of extended key usages; the extension is left out when absent. */
  readonly usages?: readonly string[];
  /** What the key may do; the extension is left out when absent. */
  readonly keyUsages?: readonly ('digitalSignature' | 'keyEncipherment' | 'keyCertSign')[];
  /** Further extensions, their values as DER. */
  readonly extensions?: readonly { readonly id: string; readonly critical: boolean; readonly der: Uint8Array<ArrayBuffer> }[];
}

/** What a server shows, and the key that proves it: PEM, the key in PKCS #8. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface MadeCertificate extends ServerIdentity {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly subject: string;
}

const DAY = 86_400_000;
const RSA = { name: 'RSASSA-PKCS1-v1_5', publicExponent: new Uint8Array([1, 0, 1]) };

/**
 * A key pair and a certificate for it, made on the spot: for tests and trials of TLS, where a certificate that is committed would
 * end one day and one of the operating system is not there. Never for production.
 */
export async function makeCertificate(request: CertificateRequest): Promise<MadeCertificate> {
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as Crypto);
  const { key = 'P-256', hash = 'SHA-256', names, issuer } = request;
  const algorithm = key.startsWith('RSA')
    ? { ...RSA, modulusLength: Number(key.slice(4)), hash }
    : { name: 'ECDSA', namedCurve: key, hash };
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const subject = request.subject ?? `CN=${names[0] ?? 'nameless'}`;
  const signer = issuer?.keys.privateKey ?? keys.privateKey;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(15)))
      .toString('hex')
      .replace(/^/, '01'),
    subject,
    issuer: issuer?.subject ?? subject,
    notBefore: request.notBefore ?? new Date(Date.now() - DAY),
    notAfter: request.notAfter ?? new Date(Date.now() + 365 * DAY),
    publicKey: keys.publicKey,
    signingKey: signer,
    signingAlgorithm: { name: signer.algorithm.name, hash },
    extensions: [
      new x509.BasicConstraintsExtension(request.authority ?? false, request.pathLength, true),
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: kindOf(value), value }))),
      ...(request.usages ? [new x509.ExtendedKeyUsageExtension([...request.usages])] : []),
      ...(request.keyUsages
        ? [
            new x509.KeyUsagesExtension(
              request.keyUsages.reduce((flags, usage) => flags | x509.KeyUsageFlags[usage], 0),
              true,
            ),
          ]
        : []),
      ...(request.extensions ?? []).map(({ id, critical, der }) => new x509.Extension(id, critical, der)),
    ],
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${der.match(/.{1,64}/g)!.join('\n')}\n-----END PRIVATE KEY-----\n`;
  return { certificate: `${certificate.toString('pem')}\n`, privateKey, keys, subject };
}

function kindOf(name: string): 'ip' | 'email' | 'url' | 'dns' {
  if (isIP(name)) return 'ip';
  if (name.includes('://')) return 'url';
  return name.includes('@') ? 'email' : 'dns';
}
