import { X509Certificate } from 'node:crypto';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { needsMutualTls } from './client-options.js';
import type { Clients, OAuthClient } from './clients.js';

/** Client metadata (RFC 7591 names) made from the registered facts. `client_secret` holds the hash: see `provider.ts`. */
export class ClientAdapter implements Adapter {
  constructor(
    private readonly clients: Clients,
    /** Whether this deployment hands over client certificates. */
    private readonly mutualTls: boolean,
  ) {}

  async find(clientId: string): Promise<AdapterPayload | undefined> {
    const client = await this.clients.find(clientId);
    if (!client) return undefined;
    const { thirdParty, pkceRequired, options } = client;
    if (needsMutualTls(options) && !this.mutualTls) {
      // Never a token without the binding that the client was promised.
      throw new errors.InvalidClientMetadata(
        'this client needs mutual TLS, which this server does not offer; ask the utility to set it up',
      );
    }
    const { pushedRequestsOnly = false, tokens = 'bearer', profile = 'standard' } = options;
    return {
      client_id: clientId,
      ...authenticationOf(client),
      client_name: thirdParty.name,
      redirect_uris: [...thirdParty.redirectUris],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      require_pushed_authorization_requests: pushedRequestsOnly,
      dpop_bound_access_tokens: tokens === 'dpop',
      ...(this.mutualTls && { tls_client_certificate_bound_access_tokens: tokens === 'mtls' }),
      espi_scopes: [...thirdParty.scopes],
      answer_profile: profile,
      pkce_required: pkceRequired,
      // Only a company in production may ask customers; one in review can try its credentials.
      in_production: thirdParty.status === 'production',
      application_information_id: thirdParty.applicationInformationId,
    };
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

/** How the client proves who it is; an option set by the utility goes before what the company chose. */
function authenticationOf({ authMethod, jwks, secretHash, options, certificates }: OAuthClient): object {
  const method = options.authentication ?? authMethod;
  if (method === 'private_key_jwt') return { token_endpoint_auth_method: method, jwks: options.jwks ?? jwks ?? { keys: [] } };
  if (method === 'self_signed_tls_client_auth') {
    return { token_endpoint_auth_method: method, jwks: options.jwks ?? { keys: certificates.map(keyOf) } };
  }
  // One without a secret yet gets a hash that nothing matches.
  return { token_endpoint_auth_method: 'client_secret_basic', client_secret: secretHash || 'none' };
}

function keyOf(pem: string): object {
  const { publicKey, raw } = new X509Certificate(pem);
  return { ...publicKey.export({ format: 'jwk' }), x5c: [raw.toString('base64')] };
}
