/** Members of a log line that never show their value, at the top and one level down. */
const SECRET_MEMBERS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'pass',
  'secret',
  'client_secret',
  'token',
  'access_token',
  'refresh_token',
  'code',
  'email',
  'name',
];

/** Paths for pino's `redact`. `name` and `code` are kept at the top: there they are the service and an error code. */
export const REDACTED_PATHS: string[] = SECRET_MEMBERS.flatMap((member) => {
  const below = `*["${member}"]`;
  return member === 'code' || member === 'name' ? [below] : [`["${member}"]`, below];
});

const SECRETS_IN_TEXT: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(Bearer|Basic|DPoP)\s+[A-Za-z0-9._~+/=-]{4,}/gi, '$1 [redacted]'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, '$1:[redacted]@'],
  [/\b(access_token|refresh_token|client_secret|password|code|token)=[^&\s"']+/gi, '$1=[redacted]'],
];

/** Takes credentials out of free text: authorization headers, passwords in URLs, secret query parameters. */
export function redactText(text: string): string {
  return SECRETS_IN_TEXT.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}
