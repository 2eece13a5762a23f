import { X509Certificate } from 'node:crypto';
import { errors, Provider, type Adapter, type AdapterPayload } from 'oidc-provider';
import { needsMutualTls } from './client-options.js';
import type { Clients, OAuthClient } from './clients.js';

/** Reads the key set of a client anew, if it has an address. @returns whether it did */
export interface ReadsKeysAgain {
  readAgain(clientId: string): Promise<boolean>;
}

/** What this deployment can do with client certificates. */
export interface OfferedTls {
  /** Whether they are handed over. */
  readonly mutualTls: boolean;
  /** Whether it trusts authorities, and so can know a client by a name. */
  readonly tlsSubjects: boolean;
}

/** Client metadata (RFC 7591 names) made from the registered facts. `client_secret` holds the hash: see `provider.ts`. */
export class ClientAdapter implements Adapter {
  constructor(
    private readonly clients: Clients,
    private readonly offered: OfferedTls,
    private readonly keys: ReadsKeysAgain,
  ) {}

  async find(clientId: string): Promise<AdapterPayload | undefined> {
    const client = await this.#find(clientId);
    if (!client) return undefined;
    const { thirdParty, pkceRequired, options } = client;
    const method = options.authentication ?? client.authMethod;
    const { mutualTls, tlsSubjects } = this.offered;
    const byThumbprint = method === 'self_signed_tls_client_auth';
    const lacks = method === 'tls_client_auth' ? !tlsSubjects : (byThumbprint || needsMutualTls(options)) && !mutualTls;
    if (lacks) {
      // Never a token without the binding that the client was promised, nor for a certificate that nobody verifies.
      throw new errors.InvalidClientMetadata(
        'this client needs mutual TLS, which this server does not offer; ask the utility to set it up',
      );
    }
    const { pushedRequestsOnly = false, tokens = 'bearer', profile = 'standard', tokenAnswer = 'json' } = options;
    return {
      client_id: clientId,
      ...authenticationOf(client),
      client_name: thirdParty.name,
      redirect_uris: [...thirdParty.redirectUris],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      require_pushed_authorization_requests: pushedRequestsOnly,
      dpop_bound_access_tokens: tokens === 'dpop',
      ...(mutualTls && { tls_client_certificate_bound_access_tokens: tokens === 'mtls' }),
      espi_scopes: [...thirdParty.scopes],
      answer_profile: profile === 'pge' && tokenAnswer === 'xml' ? 'pge-xml' : profile,
      pkce_required: pkceRequired,
      // Only a company in production may ask customers; one under test asks the sandbox customer.
      in_production: thirdParty.status === 'production',
      in_sandbox: client.inSandbox,
      application_information_id: thirdParty.applicationInformationId,
    };
  }

  /** With keys read again when the assertion of this request names one that is not known: the client may have changed them. */
  async #find(clientId: string): Promise<OAuthClient | undefined> {
    const client = await this.clients.find(clientId);
    const kid = assertedKid();
    const known =
      kid === undefined ||
      client?.authMethod !== 'private_key_jwt' ||
      client.jwks?.keys.some((key) => (key as { kid?: string }).kid === kid);
    if (known || !(await this.keys.readAgain(clientId))) return client;
    return this.clients.find(clientId);
  }

  async upsert(): Promise<void> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async findByUid(): Promise<undefined> {
    return undefined;
  }
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }
  async revokeByGrantId(): Promise<void> {}
}

/** The key that the client assertion of the present request says it is signed with; nothing of it is believed yet. */
function assertedKid(): string | undefined {
  const assertion = (Provider.ctx?.oidc?.params as { client_assertion?: unknown } | undefined)?.client_assertion;
  if (typeof assertion !== 'string') return undefined;
  try {
    const { kid } = JSON.parse(Buffer.from(assertion.split('.', 1)[0]!, 'base64url').toString('utf8')) as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}

/** How the client proves who it is; an option set by the utility goes before what the company chose. */
function authenticationOf({ authMethod, jwks, secretHash, options, certificates, tlsSubject }: OAuthClient): object {
  const method = options.authentication ?? authMethod;
  if (method === 'private_key_jwt') return { token_endpoint_auth_method: method, jwks: options.jwks ?? jwks ?? { keys: [] } };
  if (method === 'self_signed_tls_client_auth') {
    return { token_endpoint_auth_method: method, jwks: options.jwks ?? { keys: certificates.map(keyOf) } };
  }
  if (method === 'tls_client_auth')
    return { token_endpoint_auth_method: method, ...(tlsSubject && { [tlsSubject.field]: tlsSubject.value }) };
  // One without a secret yet gets a hash that nothing matches.
  return { token_endpoint_auth_method: 'client_secret_basic', client_secret: secretHash || 'none' };
}

function keyOf(pem: string): object {
  const { publicKey, raw } = new X509Certificate(pem);
  return { ...publicKey.export({ format: 'jwk' }), x5c: [raw.toString('base64')] };
}
