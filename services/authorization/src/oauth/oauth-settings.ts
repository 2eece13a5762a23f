import type { Language } from '@greenledger/contracts';
import type { JWKS } from 'oidc-provider';
import { TrustedProxies } from '@greenledger/service-kit';
import type { TrustedAuthorities } from './client-certificates/trusted-authorities.js';
import { AttemptLimits } from './limits/attempt-limits.js';

/** What the OAuth server needs to know; all times in seconds. */
export class OAuthSettings {
  /** For example `http://localhost:8080`, without a slash at the end. */
  publicOrigin!: string;
  jwks!: JWKS;
  cookieKeys!: readonly string[];
  /** RFC 9700 and ASVS 10.4.3: at most 60. */
  codeSeconds = 60;
  accessTokenSeconds = 3600;
  refreshTokenSeconds = 365 * 86_400;
  /** How long the consent page may stay unanswered. */
  interactionSeconds = 1800;
  /** A second use of a code this soon is a double submit: it is refused, but ends nothing. */
  codeRepeatSeconds = 1;
  /** A refresh token whose answer was lost may be sent again this long, as long as its successor was not used. */
  refreshRetrySeconds = 60;
  limits = new AttemptLimits();
  /** Of error pages, when neither visitor, company nor browser names a language of ours. */
  defaultLanguage: Language = 'en';
  /** Header in which the TLS terminator hands over the client's certificate; without it mutual TLS is refused. */
  clientCertificateHeader?: string;
  /** Whose certificates are believed for `tls_client_auth`; without them it is not offered. */
  clientAuthorities?: TrustedAuthorities;
  /** The TLS terminators and proxies of this deployment, whose headers are believed. */
  proxies = new TrustedProxies('loopback');
}

/** Base of every ESPI URI, also the one resource indicator (RFC 8707) that tokens are for. */
export const espiBase = (settings: OAuthSettings): string => `${settings.publicOrigin}/DataCustodian/espi/1_1/resource`;
export const issuerOf = (settings: OAuthSettings): string => `${settings.publicOrigin}/oauth`;
