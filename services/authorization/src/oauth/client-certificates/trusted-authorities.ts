import { X509Certificate } from 'node:crypto';
import { pathLength, readForm, signsHandshakes, type CertificateForm } from './certificate-form.js';
import { weaknessOf } from './weakness.js';

interface Authority {
  readonly certificate: X509Certificate;
  readonly form: CertificateForm;
}

/** Extended key usages (RFC 5280 section 4.2.1.12) that let a certificate be a TLS client's: clientAuth, any. */
const CLIENT_USAGES = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'];

/** Authorities in a chain at most: a longer one is a mistake, or is meant to keep us busy. */
const LONGEST_CHAIN = 5;

/**
 * The authorities whose client certificates are believed: roots, which sign themselves, and intermediate ones. The TLS terminator
 * hands over the client's own certificate only, so intermediate authorities have to stand here too.
 */
export class TrustedAuthorities {
  private constructor(private readonly authorities: readonly Authority[]) {}

  /** @throws Error that says what is wrong with the file and what to do */
  static read(pem: string): TrustedAuthorities {
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    const authorities = blocks.map((block, index) => {
      try {
        const certificate = new X509Certificate(block);
        return { certificate, form: readForm(certificate) };
      } catch {
        throw new Error(`its certificate ${index + 1} cannot be read: write each as PEM`);
      }
    });
    if (!authorities.some(({ certificate }) => isRoot(certificate)))
      throw new Error(
        'it holds no root, which is an authority that signed itself: write the roots, then the intermediate authorities, as PEM',
      );
    return new TrustedAuthorities(authorities);
  }

  /** Why a client's certificate is not believed (RFC 5280 section 6); undefined when a chain leads from it to one of the roots. */
  refusal(certificate: X509Certificate, now: Date): string | undefined {
    let form: CertificateForm;
    try {
      form = readForm(certificate);
    } catch {
      return 'the client certificate cannot be read';
    }
    const reason = weaknessOf(certificate, form, now) ?? wrongPurpose(certificate, form);
    if (reason) return `the client certificate ${reason}`;
    if (this.#climb(certificate, now, 0)) return undefined;
    return 'no trusted authority stands behind the client certificate; use one of an authority that the utility names';
  }

  /** @param between authorities that stand between the client's certificate and the one that is looked for */
  #climb(certificate: X509Certificate, now: Date, between: number): boolean {
    return this.authorities.some((authority) => {
      if (!mayIssue(authority, now, between)) return false;
      // `checkIssued` compares names and key ids and demands the key usage of an authority; the signature is another question.
      if (!certificate.checkIssued(authority.certificate) || !certificate.verify(authority.certificate.publicKey)) return false;
      return isRoot(authority.certificate) || (between + 1 < LONGEST_CHAIN && this.#climb(authority.certificate, now, between + 1));
    });
  }
}

const isRoot = (certificate: X509Certificate): boolean => certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);

const mayIssue = ({ certificate, form }: Authority, now: Date, between: number): boolean =>
  certificate.ca && between <= pathLength(form) && weaknessOf(certificate, form, now) === undefined;

function wrongPurpose(certificate: X509Certificate, form: CertificateForm): string | undefined {
  if (certificate.ca) return 'is that of an authority, which signs others and is no client';
  if (!signsHandshakes(form)) return 'is not for signatures (key usage)';
  // node:crypto calls the extended key usages so.
  const usages = certificate.keyUsage as readonly string[] | undefined;
  if (usages?.length && !usages.some((usage) => CLIENT_USAGES.includes(usage))) return 'is not for TLS clients (extended key usage)';
  return undefined;
}
