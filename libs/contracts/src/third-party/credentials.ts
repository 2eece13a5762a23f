import type { TlsSubject, TlsSubjectField } from './tls-subject.js';

/** How a client proves who it is at the token endpoint. */
export const CLIENT_AUTH_METHODS = ['client_secret_basic', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;
export type ClientAuthMethod = (typeof CLIENT_AUTH_METHODS)[number];

/** A secret as its company sees it later: never the secret itself. */
export interface ClientSecretView {
  readonly secretId: string;
  /** RFC 3339 UTC. */
  readonly createdAt: string;
  /** RFC 3339 UTC; null: no end. */
  readonly expiresAt: string | null;
}

export interface ClientCertificateView {
  readonly certificateId: string;
  /** RFC 8705 section 2.1.2 `tls_client_auth_subject_dn`. */
  readonly subject: string;
  readonly issuer: string;
  /** SHA-256 of the DER form, lower-case hex (RFC 8705 section 3.1 `x5t#S256` in another alphabet). */
  readonly thumbprint: string;
  /** RFC 3339 UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Names by which it may be matched; none when no trusted authority stands behind it. */
  readonly names?: readonly TlsSubject[];
}

export interface CredentialsView {
  readonly clientId: string;
  readonly authMethod: ClientAuthMethod;
  readonly secrets: readonly ClientSecretView[];
  readonly jwksUri: string | null;
  /** Key ids (or thumbprints, for keys without one) of the registered public keys. */
  readonly keys: readonly string[];
  readonly certificates: readonly ClientCertificateView[];
  /** By what certificates may be matched here: `subject` means by thumbprint too. Absent: this deployment has no mutual TLS. */
  readonly mutualTls?: 'thumbprint' | 'subject';
  /** The name that the certificates of a `tls_client_auth` client must carry. */
  readonly tlsSubject?: TlsSubject;
}

/** A change that a company makes to its credentials. */
export type CredentialChange =
  /** The secrets of before stay valid for `overlapSeconds`, then end. */
  | { readonly kind: 'rotateSecret'; readonly overlapSeconds: number }
  | { readonly kind: 'endSecret'; readonly secretId: string }
  | { readonly kind: 'useSecret' }
  /** Exactly one of the two; switches the client to private_key_jwt. `jwks` is the JSON text of a JWK Set. */
  | { readonly kind: 'useKeys'; readonly jwks?: string; readonly jwksUri?: string }
  | { readonly kind: 'addCertificate'; readonly pem: string }
  | { readonly kind: 'removeCertificate'; readonly certificateId: string }
  /** Switches the client to self_signed_tls_client_auth: each certificate that is registered, known by its thumbprint. */
  | { readonly kind: 'useCertificates' }
  /** Switches the client to tls_client_auth. With `certificateId` that registered certificate must carry the name, and be trusted. */
  | { readonly kind: 'useTlsSubject'; readonly field: TlsSubjectField; readonly value: string; readonly certificateId?: string }
  | { readonly kind: 'rotateRegistrationToken' };

/** What is shown once and never again. */
export interface IssuedOnce {
  readonly clientSecret?: string;
  readonly registrationAccessToken?: string;
}
