import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clients } from './clients.js';

/** Client metadata (RFC 7591 names) made from the registered facts. `client_secret` holds the hash: see `provider.ts`. */
export class ClientAdapter implements Adapter {
  constructor(private readonly clients: Clients) {}

  async find(clientId: string): Promise<AdapterPayload | undefined> {
    const client = await this.clients.find(clientId);
    if (!client) return undefined;
    const { thirdParty, secretHash, pkceRequired } = client;
    return {
      client_id: clientId,
      client_secret: secretHash,
      client_name: thirdParty.name,
      redirect_uris: [...thirdParty.redirectUris],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
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
