import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { DataSource } from 'typeorm';

/** What needs a private key of the company. */
const ONLY_THE_COMPANY: readonly string[] = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'];

/**
 * Notes when a client that signs last got a token: what a test cannot do for it, its own request proves. Requests with a secret
 * prove nothing of the kind, and may be those of a test.
 */
@Injectable()
export class ObservedTokens implements OnApplicationBootstrap {
  private readonly logger = new Logger(ObservedTokens.name);

  constructor(
    @Inject(Provider) private readonly provider: Provider,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.provider.on('grant.success', (ctx: KoaContextWithOIDC) => {
      const { clientId, clientAuthMethod } = (ctx.oidc.client ?? {}) as { clientId?: string; clientAuthMethod?: string };
      if (clientId && clientAuthMethod && ONLY_THE_COMPANY.includes(clientAuthMethod))
        void this.note(clientId).catch((error: unknown) => this.logger.warn(`token request not noted: ${String(error)}`));
    });
  }

  private async note(clientId: string): Promise<void> {
    await this.dataSource.query('UPDATE oauth_client SET last_token_at = now() WHERE client_id = $1', [clientId]);
  }
}
