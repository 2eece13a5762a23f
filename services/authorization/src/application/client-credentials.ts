import { Inject, Injectable } from '@nestjs/common';
import { credentialFault, type CredentialFault, type ProblemError } from '@greenledger/contracts';
import type { CredentialChange, IssuedOnce } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { hashSecret, newSecret } from '../oauth/client-secret.js';
import { Clients } from '../oauth/clients.js';
import { sha256 } from '../oauth/digest.js';
import { CertificateSignIn } from './certificate-sign-in.js';
import { readCertificate } from './client-certificate.js';
import { ClientKeys } from './client-keys.js';
import { currentMoment } from './moment.js';
import { refusedCredential } from './refused-credential.js';
import { ThirdParties } from './third-parties.js';

/** 30 days: long enough to change every server of a company, short enough that a forgotten secret ends. */
const LONGEST_OVERLAP_SECONDS = 30 * 86_400;

const conflict = (fault: CredentialFault, detail: string): ProblemError => refusedCredential(fault, detail, undefined, 'conflict');
const gone = (fault: CredentialFault, detail: string): ProblemError => refusedCredential(fault, detail, undefined, 'not-found');

/** Changes the credentials of a company's client. Each change is an event too; the event holds nothing secret. */
@Injectable()
export class ClientCredentials {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(Clients) private readonly clients: Clients,
    @Inject(ClientKeys) private readonly keys: ClientKeys,
    @Inject(CertificateSignIn) private readonly certificates: CertificateSignIn,
  ) {}

  /**
   * @returns what is shown once, when something is
   * @throws ProblemError `conflict` before the e-mail is confirmed and after the end, `invalid-body`, `not-found`
   */
  async change(thirdPartyId: string, change: CredentialChange): Promise<IssuedOnce> {
    const { stage, facts } = await this.thirdParties.current(thirdPartyId);
    if (stage === 'registered')
      throw conflict(credentialFault('notConfirmed'), 'the e-mail address is not confirmed; open the link in the mail first');
    if (stage === 'terminated')
      throw conflict(credentialFault('terminated'), 'the third party is terminated; it has no credentials any more');
    await this.clients.open(facts.clientId, thirdPartyId);
    return this.carryOut(thirdPartyId, facts.clientId, change);
  }

  private async carryOut(thirdPartyId: string, clientId: string, change: CredentialChange): Promise<IssuedOnce> {
    switch (change.kind) {
      case 'rotateSecret':
        return this.rotateSecret(thirdPartyId, clientId, change.overlapSeconds);
      case 'endSecret': {
        const ended = await this.one(
          'DELETE FROM oauth_client_secret WHERE secret_id = $2 AND client_id = $1 AND NOT for_test RETURNING secret_id',
          [clientId, change.secretId],
        );
        if (!ended) throw gone(credentialFault('secretGone'), 'there is no such secret; it may have ended already');
        await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'clientSecret', change: 'ended' });
        return {};
      }
      case 'useSecret':
        await this.keys.useSecret(clientId);
        await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'jwks', change: 'ended' });
        return {};
      case 'useKeys':
        await this.keys.useKeys(clientId, change);
        await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'jwks', change: 'added' });
        return {};
      case 'addCertificate':
        return this.addCertificate(thirdPartyId, clientId, change.pem);
      case 'useCertificates':
        await this.certificates.useCertificates(clientId);
        await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'certificate', change: 'added' });
        return {};
      case 'useTlsSubject':
        await this.certificates.useSubject(clientId, { field: change.field, value: change.value }, change.certificateId);
        await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'tlsSubject', change: 'added' });
        return {};
      case 'removeCertificate': {
        const removed = await this.one<{ thumbprint: string }>(
          'DELETE FROM oauth_client_certificate WHERE certificate_id = $2 AND client_id = $1 RETURNING thumbprint',
          [clientId, change.certificateId],
        );
        if (!removed) throw gone(credentialFault('certificateGone'), 'there is no such certificate; it may be removed already');
        const { thumbprint } = removed;
        await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'certificate', change: 'ended', thumbprint });
        return {};
      }
      case 'rotateRegistrationToken':
        return this.rotateRegistrationToken(thirdPartyId, clientId);
      default:
        return change satisfies never;
    }
  }

  /** The secrets of before end after the overlap, never later than they would have. */
  private async rotateSecret(thirdPartyId: string, clientId: string, overlapSeconds: number): Promise<IssuedOnce> {
    if (!Number.isInteger(overlapSeconds) || overlapSeconds < 0 || overlapSeconds > LONGEST_OVERLAP_SECONDS) {
      throw refusedCredential(
        credentialFault('overlapOutOfRange'),
        'the overlap must be 0 to 2,592,000 seconds (30 days)',
        'overlapSeconds',
      );
    }
    const clientSecret = newSecret();
    const hash = await hashSecret(clientSecret);
    const had = await this.dataSource.transaction(async (manager) => {
      const [, before] = await manager.query<[unknown, number]>(
        `UPDATE oauth_client_secret SET expires_at = least(coalesce(expires_at, 'infinity'), now() + make_interval(secs => $2))
         WHERE client_id = $1 AND NOT for_test`,
        [clientId, overlapSeconds],
      );
      await manager.query('INSERT INTO oauth_client_secret (client_id, secret_hash) VALUES ($1, $2)', [clientId, hash]);
      return before > 0;
    });
    const previousUntil = had ? { previousUntil: currentMoment().seconds + overlapSeconds } : {};
    await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'clientSecret', change: 'added', ...previousUntil });
    return { clientSecret };
  }

  /** The token of before ends at once: only its holder asks for a new one, by the portal. */
  private async rotateRegistrationToken(thirdPartyId: string, clientId: string): Promise<IssuedOnce> {
    const registrationAccessToken = newSecret();
    await this.dataSource.transaction(async (manager) => {
      await manager.query('DELETE FROM oauth_registration_token WHERE client_id = $1', [clientId]);
      await manager.query('INSERT INTO oauth_registration_token (token_sha256, client_id) VALUES ($1, $2)', [
        sha256(registrationAccessToken),
        clientId,
      ]);
    });
    await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'registrationAccessToken', change: 'added' });
    return { registrationAccessToken };
  }

  private async addCertificate(thirdPartyId: string, clientId: string, pem: string): Promise<IssuedOnce> {
    const { thumbprint, subject, issuer, notBefore, notAfter, pem: text } = readCertificate(pem, new Date());
    const added = await this.one(
      `INSERT INTO oauth_client_certificate (client_id, thumbprint, subject, issuer, not_before, not_after, pem)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (client_id, thumbprint) DO NOTHING RETURNING certificate_id`,
      [clientId, thumbprint, subject, issuer, notBefore, notAfter, text],
    );
    if (added) await this.thirdParties.recordCredentialChange(thirdPartyId, { credential: 'certificate', change: 'added', thumbprint });
    return {};
  }

  /** The first row that a changing statement gives back. */
  private async one<T = object>(sql: string, parameters: unknown[]): Promise<T | undefined> {
    const result = await this.dataSource.query<T[] | [T[], number]>(sql, parameters);
    // TypeORM answers rows for INSERT, and [rows, count] for UPDATE and DELETE.
    return Array.isArray(result[0]) ? (result as [T[], number])[0][0] : (result as T[])[0];
  }
}
