import type { JWKS } from 'oidc-provider';

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
}

/** Base of every ESPI URI, also the one resource indicator (RFC 8707) that tokens are for. */
export const espiBase = (settings: OAuthSettings): string => `${settings.publicOrigin}/DataCustodian/espi/1_1/resource`;
export const issuerOf = (settings: OAuthSettings): string => `${settings.publicOrigin}/oauth`;
