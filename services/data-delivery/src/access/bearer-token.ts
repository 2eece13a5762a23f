/** RFC 6750 section 2.1 `b64token`, also by the scheme DPoP (RFC 9449 section 7.1); the scheme is compared without letter case (RFC 9110 section 11.1). */
const BEARER = /^(?:bearer|dpop) +([A-Za-z0-9._~+/-]+=*)$/i;

/** The token of an Authorization header; undefined when the header is absent or is of another scheme. */
export function bearerToken(header: string | undefined): string | undefined {
  return header === undefined ? undefined : BEARER.exec(header.trim())?.[1];
}
