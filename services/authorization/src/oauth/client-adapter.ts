import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { needsMutualTls } from './client-options.js';
import type { Clients } from './clients.js';

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
    const { thirdParty, secretHash, pkceRequired, options } = client;
    if (needsMutualTls(options) && !this.mutualTls) {
      // Never a token without the binding that the client was promised.
      throw new errors.InvalidClientMetadata(
        'this client needs mutual TLS, which this server does not offer; ask the utility to set it up',
      );
    }
    const { authentication = 'client_secret', jwks, pushedRequestsOnly = false, tokens = 'bearer' } = options;
    return {
      client_id: clientId,
      ...(authentication === 'client_secret' && { client_secret: secretHash }),
      ...(jwks && { jwks }),
      client_name: thirdParty.name,
      redirect_uris: [...thirdParty.redirectUris],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_method: authentication === 'client_secret' ? 'client_secret_basic' : authentication,
      require_pushed_authorization_requests: pushedRequestsOnly,
      dpop_bound_access_tokens: tokens === 'dpop',
      ...(this.mutualTls && { tls_client_certificate_bound_access_tokens: tokens === 'mtls' }),
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
