import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clients, OAuthClient } from './clients.js';

/** Client metadata (RFC 7591 names) made from the registered facts. `client_secret` holds the hash: see `provider.ts`. */
export class ClientAdapter implements Adapter {
  constructor(private readonly clients: Clients) {}

  async find(clientId: string): Promise<AdapterPayload | undefined> {
    const client = await this.clients.find(clientId);
    if (!client) return undefined;
    const { thirdParty, pkceRequired } = client;
    return {
      client_id: clientId,
      ...authenticationOf(client),
      client_name: thirdParty.name,
      redirect_uris: [...thirdParty.redirectUris],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      espi_scopes: [...thirdParty.scopes],
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

/** How the client proves who it is; one without a secret yet gets a hash that nothing matches. */
function authenticationOf({ authMethod, jwks, secretHash }: OAuthClient): object {
  if (authMethod === 'private_key_jwt') return { token_endpoint_auth_method: authMethod, jwks: jwks ?? { keys: [] } };
  return { token_endpoint_auth_method: authMethod, client_secret: secretHash || 'none' };
}
