import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TrustedProxies } from './trusted-proxies.js';

/** Where a client's certificate is found. */
export interface CertificateSource {
  /** Header in which the TLS terminator hands it over; none: no certificate is ever believed. */
  readonly header: string | undefined;
  readonly proxies: TrustedProxies;
}

/**
 * The client's certificate as the TLS terminator handed it over: an RFC 9440 `Client-Cert` value (`:base64 DER:`) or a
 * URL-encoded PEM. Believed only from a trusted peer; anything else, also an expired certificate, is no certificate.
 */
export function clientCertificate(request: IncomingMessage, { header, proxies }: CertificateSource): X509Certificate | undefined {
  if (header === undefined || !proxies.sent(request)) return undefined;
  const value = request.headers[header.toLowerCase()];
  // Two values arrive joined by a comma: one of them is forged, and nobody knows which.
  if (typeof value !== 'string' || value === '' || value.includes(',')) return undefined;
  try {
    const text = decodeURIComponent(value.trim());
    const certificate = new X509Certificate(/^:.*:$/.test(text) ? Buffer.from(text.slice(1, -1), 'base64') : text);
    const now = Date.now();
    return Date.parse(certificate.validFrom) <= now && now < Date.parse(certificate.validTo) ? certificate : undefined;
  } catch {
    return undefined;
  }
}
