/** What came with a token to show that its sender may use it; a token bound to a key or a certificate opens nothing without. */
export interface TokenProof {
  /** Scheme of the Authorization header. */
  readonly scheme: 'Bearer' | 'DPoP';
  /** Method and URI of the request, the URI without query, as the client sees it. */
  readonly method: string;
  readonly uri: string;
  /** The DPoP header (RFC 9449). */
  readonly dpop?: string;
  /** SHA-256 of the DER of the client's certificate, base64url (RFC 8705 `x5t#S256`). */
  readonly certificateSha256?: string;
}
