/** The names of a certificate by which `tls_client_auth` may know a client, as RFC 8705 section 2.1.2 calls them in client metadata. */
export const TLS_SUBJECT_FIELDS = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const;
export type TlsSubjectField = (typeof TLS_SUBJECT_FIELDS)[number];

/** The one name by which a client's certificates are known. */
export interface TlsSubject {
  readonly field: TlsSubjectField;
  /** RFC 4514 text for a subject DN, else the name as it stands in the certificate. */
  readonly value: string;
}
