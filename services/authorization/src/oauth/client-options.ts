import { ProblemError } from '@greenledger/contracts';
import type { JWKS } from 'oidc-provider';

/** Security options of one client, kept beside its credentials. What is absent is the ESPI default: secret, PKCE, bearer. */
export interface ClientOptions {
  /** How the client proves who it is; `client_secret` by HTTP Basic or form. */
  readonly authentication?: 'client_secret' | 'private_key_jwt' | 'self_signed_tls_client_auth';
  /** Public keys: of `private_key_jwt`, or (`x5c`) the certificates of `self_signed_tls_client_auth`. */
  readonly jwks?: JWKS;
  /** False: a confidential client that cannot do PKCE; a challenge that it sends all the same is enforced. */
  readonly pkce?: boolean;
  /** RFC 9126: the authorize endpoint takes only pushed requests of this client. */
  readonly pushedRequestsOnly?: boolean;
  /** What an access token is bound to: nothing, a DPoP key (RFC 9449), or a certificate (RFC 8705 section 3). */
  readonly tokens?: 'bearer' | 'dpop' | 'mtls';
  /** Whose manners the client is used to: those of PG&E's Share My Data, or of the standard. */
  readonly profile?: 'standard' | 'pge';
  /** What profile `pge` answers to client_credentials where `Accept` leaves it open. */
  readonly tokenAnswer?: 'json' | 'xml';
}

const CHOICES = {
  authentication: ['client_secret', 'private_key_jwt', 'self_signed_tls_client_auth'],
  tokens: ['bearer', 'dpop', 'mtls'],
  profile: ['standard', 'pge'],
  tokenAnswer: ['json', 'xml'],
  pkce: [true, false],
  pushedRequestsOnly: [true, false],
} as const;

/** Reads options from JSON text. @throws ProblemError `invalid-body` that names the member and what it takes */
export function readClientOptions(text: string): ClientOptions {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('they are no JSON');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return refuse('they must be one JSON object');
  for (const [name, given] of Object.entries(value)) {
    const choices: readonly unknown[] | undefined = Object.hasOwn(CHOICES, name) ? CHOICES[name as keyof typeof CHOICES] : undefined;
    if (choices && !choices.includes(given)) refuse(`${name} takes ${choices.join(', ')}`);
    if (!choices && name !== 'jwks') refuse(`${name.slice(0, 40)} is not known; known are ${Object.keys(CHOICES).join(', ')}, jwks`);
    if (name === 'jwks' && !Array.isArray((given as { keys?: unknown } | null)?.keys)) refuse('jwks must be a JWK Set: {"keys":[…]}');
  }
  checkClientOptions(value as ClientOptions);
  return value as ClientOptions;
}

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** @throws ProblemError `invalid-body` that names the option and the rule */
export function checkClientOptions(options: ClientOptions): void {
  const keys = options.jwks?.keys ?? [];
  if (options.tokenAnswer && options.profile !== 'pge')
    refuse('tokenAnswer belongs to profile pge; other clients are answered by RFC 6749');
  if (keys.some((key) => PRIVATE_MEMBERS.some((member) => Object.hasOwn(key, member)))) {
    refuse('jwks holds a private or symmetric key; register public keys only, and replace this one');
  }
  if (options.authentication === 'private_key_jwt' && keys.length === 0) refuse('private_key_jwt needs jwks with at least one public key');
  if (options.authentication === 'self_signed_tls_client_auth' && !keys.some((key) => key.x5c?.length)) {
    refuse('self_signed_tls_client_auth needs jwks with the certificate in x5c');
  }
}

export const needsMutualTls = ({ authentication, tokens }: ClientOptions): boolean =>
  authentication === 'self_signed_tls_client_auth' || tokens === 'mtls';

function refuse(detail: string): never {
  throw new ProblemError('invalid-body', `the client options are refused: ${detail}`);
}
