import type { X509Certificate } from 'node:crypto';
import { readDer } from './der.js';

/** What node:crypto does not tell of a certificate (RFC 5280 section 4), object identifiers as the hex of their DER content. */
export interface CertificateForm {
  readonly signature: string;
  readonly extensions: ReadonlyMap<string, { readonly critical: boolean; readonly value: Buffer }>;
}

/** Object identifiers as the hex of their DER content. */
export const EXTENSION = {
  keyUsage: '551d0f',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
  nameConstraints: '551d1e',
  certificatePolicies: '551d20',
  extKeyUsage: '551d25',
} as const;

const BOOLEAN = 0x01;
const INTEGER = 0x02;
/** `[3]` of TBSCertificate. */
const EXTENSIONS = 0xa3;

/** @throws RangeError or TypeError for bytes of another shape */
export function readForm({ raw }: X509Certificate): CertificateForm {
  const [tbs, algorithm] = readDer(readDer(raw)[0]!.content);
  const found = readDer(tbs!.content).find(({ tag }) => tag === EXTENSIONS);
  const sequence = found ? readDer(readDer(found.content)[0]!.content) : [];
  const extensions = sequence.map(({ content }) => {
    const [id, ...rest] = readDer(content);
    const critical = rest[0]!.tag === BOOLEAN && rest[0]!.content[0] !== 0;
    return [id!.content.toString('hex'), { critical, value: rest.at(-1)!.content }] as const;
  });
  return { signature: readDer(algorithm!.content)[0]!.content.toString('hex'), extensions: new Map(extensions) };
}

/** How many authorities may stand between this one and the last certificate (RFC 5280 section 4.2.1.9). */
export function pathLength({ extensions }: CertificateForm): number {
  const constraints = extensions.get(EXTENSION.basicConstraints);
  const last = constraints && readDer(readDer(constraints.value)[0]!.content).at(-1);
  return last?.tag === INTEGER ? last.content.readUIntBE(0, Math.min(last.content.length, 6)) : Infinity;
}

/** Whether the key may sign what TLS asks of a client (RFC 5280 section 4.2.1.3: bit 0; without the extension it may do all). */
export function signsHandshakes({ extensions }: CertificateForm): boolean {
  const usage = extensions.get(EXTENSION.keyUsage);
  return usage === undefined || ((readDer(usage.value)[0]!.content[1] ?? 0) & 0x80) !== 0;
}
