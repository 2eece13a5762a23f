import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { DataSource } from 'typeorm';

/** Notes when a client last got a token: what a test cannot do for a client that signs, the client's own request proves. */
@Injectable()
export class ObservedTokens implements OnApplicationBootstrap {
  private readonly logger = new Logger(ObservedTokens.name);

  constructor(
    @Inject(Provider) private readonly provider: Provider,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.provider.on('grant.success', (ctx: KoaContextWithOIDC) => {
      const clientId = ctx.oidc.client?.clientId;
      if (clientId) void this.note(clientId).catch((error: unknown) => this.logger.warn(`token request not noted: ${String(error)}`));
    });
  }

  private async note(clientId: string): Promise<void> {
    await this.dataSource.query('UPDATE oauth_client SET last_token_at = now() WHERE client_id = $1', [clientId]);
  }
}
