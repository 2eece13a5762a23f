import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ClientAuthMethod, ClientCertificateView, ClientSecretView, CredentialsView, TlsSubject } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { namesOf } from '../oauth/client-certificates/certificate-names.js';
import { OAuthSettings } from '../oauth/oauth-settings.js';
import { ThirdParties } from './third-parties.js';

interface ClientRow {
  readonly auth_method: ClientAuthMethod;
  readonly jwks_uri: string | null;
  readonly tls_subject: TlsSubject | null;
  readonly jwks: { keys: readonly { kid?: string }[] } | null;
}

/** Credentials as their company may see them later: never a secret, never a hash. */
@Injectable()
export class Credentials {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  /** @throws ProblemError `not-found` */
  async of(thirdPartyId: string): Promise<CredentialsView> {
    const { clientId } = (await this.thirdParties.current(thirdPartyId)).facts;
    const { clientCertificateHeader, clientAuthorities } = this.settings;
    const [client] = await this.dataSource.query<ClientRow[]>(
      'SELECT auth_method, jwks_uri, jwks, tls_subject FROM oauth_client WHERE client_id = $1',
      [clientId],
    );
    const secrets = await this.dataSource.query<{ secret_id: string; created_at: Date; expires_at: Date | null }[]>(
      `SELECT secret_id, created_at, expires_at FROM oauth_client_secret
       WHERE client_id = $1 AND NOT for_test AND (expires_at IS NULL OR expires_at > now()) ORDER BY created_at DESC`,
      [clientId],
    );
    return {
      clientId,
      authMethod: client?.auth_method ?? 'client_secret_basic',
      secrets: secrets.map((row): ClientSecretView => ({
        secretId: row.secret_id,
        createdAt: row.created_at.toISOString(),
        expiresAt: row.expires_at?.toISOString() ?? null,
      })),
      jwksUri: client?.jwks_uri ?? null,
      keys: (client?.jwks?.keys ?? []).map(({ kid }, index) => kid ?? `#${index + 1}`),
      certificates: await this.certificates(clientId),
      ...(clientCertificateHeader !== undefined && { mutualTls: clientAuthorities ? ('subject' as const) : ('thumbprint' as const) }),
      ...(client?.tls_subject && { tlsSubject: client.tls_subject }),
    };
  }

  /** By what a registered certificate may be matched: only what will be believed when it comes. */
  private names(pem: string): readonly TlsSubject[] {
    const certificate = new X509Certificate(pem);
    const { clientAuthorities } = this.settings;
    return clientAuthorities && clientAuthorities.refusal(certificate, new Date()) === undefined ? namesOf(certificate) : [];
  }

  private async certificates(clientId: string): Promise<ClientCertificateView[]> {
    const rows = await this.dataSource.query<
      { certificate_id: string; subject: string; issuer: string; thumbprint: string; not_before: Date; not_after: Date; pem: string }[]
    >('SELECT * FROM oauth_client_certificate WHERE client_id = $1 ORDER BY not_after', [clientId]);
    return rows.map((row) => ({
      certificateId: row.certificate_id,
      subject: row.subject,
      issuer: row.issuer,
      thumbprint: row.thumbprint,
      notBefore: row.not_before.toISOString(),
      notAfter: row.not_after.toISOString(),
      names: this.names(row.pem),
    }));
  }
}
