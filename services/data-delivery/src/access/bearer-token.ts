/** RFC 6750 section 2.1 `b64token`; the scheme is compared without letter case (RFC 9110 section 11.1). */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/** The token of an Authorization header; undefined when the header is absent or is not of the Bearer scheme. */
export function bearerToken(header: string | undefined): string | undefined {
  return header === undefined ? undefined : BEARER.exec(header.trim())?.[1];
}
