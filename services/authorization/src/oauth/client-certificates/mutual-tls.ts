import type { X509Certificate } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { TLS_SUBJECT_FIELDS, type TlsSubjectField } from '@greenledger/contracts';
import { clientCertificate } from '@greenledger/service-kit';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { OAuthSettings } from '../oauth-settings.js';
import { carries } from './certificate-names.js';

const logger = new Logger('oauth');

/** Mutual TLS of the OAuth server (RFC 8705); none without a terminator that hands over certificates. */
export function mutualTlsFeature(settings: OAuthSettings): { mTLS?: object } {
  const { clientCertificateHeader: header, clientAuthorities: authorities, proxies } = settings;
  if (header === undefined) return {};
  const getCertificate = (ctx: KoaContextWithOIDC): X509Certificate | undefined => clientCertificate(ctx.req, { header, proxies });
  return {
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      selfSignedTlsClientAuth: true,
      getCertificate,
      ...(authorities && {
        tlsClientAuth: true,
        certificateAuthorized: (ctx: KoaContextWithOIDC): boolean => {
          const certificate = getCertificate(ctx);
          const refusal = certificate ? authorities.refusal(certificate, new Date()) : 'no client certificate came';
          if (refusal) {
            // The answer says no more than to any other client that fails.
            logger.warn(`tls_client_auth: ${refusal}`);
            throw new errors.InvalidClientAuth(refusal);
          }
          return true;
        },
        certificateSubjectMatches: (ctx: KoaContextWithOIDC, field: string, value: string): boolean => {
          const certificate = getCertificate(ctx);
          const known = (TLS_SUBJECT_FIELDS as readonly string[]).includes(field);
          return known && certificate !== undefined && carries(certificate, { field: field as TlsSubjectField, value });
        },
      }),
    },
  };
}
