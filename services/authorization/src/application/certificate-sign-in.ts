import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { credentialFault, type CredentialFault, type TlsSubject } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { carries, comparable } from '../oauth/client-certificates/certificate-names.js';
import { OAuthSettings } from '../oauth/oauth-settings.js';
import { refusedCredential } from './refused-credential.js';

/** Switches clients to authentication by TLS certificate (RFC 8705 section 2). */
@Injectable()
export class CertificateSignIn {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  /**
   * By thumbprint: self_signed_tls_client_auth with each registered certificate.
   * @throws ProblemError `conflict` when none is registered, or the deployment has no mutual TLS
   */
  async useCertificates(clientId: string): Promise<void> {
    if (this.settings.clientCertificateHeader === undefined)
      throw conflict(credentialFault('mutualTlsNotOffered'), 'this server has no mutual TLS; use a secret or private_key_jwt');
    const [, changed] = await this.dataSource.query<[unknown, number]>(
      `UPDATE oauth_client c SET auth_method = 'self_signed_tls_client_auth', tls_subject = NULL, ${FORGET_KEYS} WHERE client_id = $1
         AND EXISTS (SELECT 1 FROM oauth_client_certificate t WHERE t.client_id = c.client_id AND t.not_after > now())`,
      [clientId],
    );
    if (changed === 0) throw conflict(credentialFault('noCertificate'), 'no certificate is registered that is valid now; add one first');
  }

  /**
   * By name: tls_client_auth with every certificate of a trusted authority that carries it.
   * @param certificateId a registered certificate that must carry the name and be trusted, so that nobody locks themselves out
   * @throws ProblemError `invalid-body`, `conflict` when the deployment trusts no authority, `not-found` for another's certificate
   */
  async useSubject(clientId: string, subject: TlsSubject, certificateId?: string): Promise<void> {
    if (this.settings.clientAuthorities === undefined)
      throw conflict(
        credentialFault('subjectNotOffered'),
        'this server trusts no authority of client certificates; tls_client_auth is off',
      );
    if (comparable(subject) === undefined)
      throw refusedCredential(
        credentialFault('subjectForm'),
        `the name is refused: ${subject.field} must be one whole name of its kind, without wildcard, at most 1,000 characters`,
        'certificate',
      );
    if (certificateId !== undefined) await this.#expectCarried(clientId, subject, certificateId);
    await this.dataSource.query(
      `UPDATE oauth_client SET auth_method = 'tls_client_auth', tls_subject = $2, ${FORGET_KEYS} WHERE client_id = $1`,
      [clientId, JSON.stringify({ field: subject.field, value: subject.value })],
    );
  }

  async #expectCarried(clientId: string, subject: TlsSubject, certificateId: string): Promise<void> {
    const [row] = await this.dataSource.query<{ pem: string }[]>(
      'SELECT pem FROM oauth_client_certificate WHERE client_id = $1 AND certificate_id::text = $2',
      [clientId, certificateId],
    );
    if (!row)
      throw refusedCredential(
        credentialFault('certificateGone'),
        'there is no such certificate; it may be removed already',
        undefined,
        'not-found',
      );
    const certificate = new X509Certificate(row.pem);
    if (!carries(certificate, subject))
      throw refusedCredential(credentialFault('subjectNotCarried'), 'the certificate does not carry this name; choose one of its own');
    const refusal = this.settings.clientAuthorities?.refusal(certificate, new Date());
    if (refusal) throw refusedCredential(credentialFault('certificateNotTrusted'), refusal, 'certificate');
  }
}

/** Keys of before prove nothing any more, nor does a token that came by them. */
const FORGET_KEYS = 'jwks = NULL, jwks_uri = NULL, last_token_at = NULL';

const conflict = (fault: CredentialFault, detail: string): Error => refusedCredential(fault, detail, 'certificate', 'conflict');
