import { startService } from '@greenledger/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthorizationModule } from './authorization.module.js';
import type { AuthorizationConfiguration } from './configuration.js';
import { loadOAuthKeys } from './oauth/key-files.js';
import { mountOAuth } from './oauth/mount.js';
import { OAuthSettings } from './oauth/oauth-settings.js';

export interface StartOptions {
  /** Other lifetimes than the defaults, for tests. */
  readonly lifetimes?: Partial<Pick<OAuthSettings, 'codeSeconds' | 'accessTokenSeconds' | 'refreshTokenSeconds' | 'interactionSeconds'>>;
  readonly drainOnSignals?: boolean;
}

/** Starts the authorization service and listens. */
export async function startAuthorization(
  configuration: AuthorizationConfiguration,
  { lifetimes, drainOnSignals }: StartOptions = {},
): Promise<NestFastifyApplication> {
  const keys = await loadOAuthKeys(configuration.KEYS_DIR);
  const settings = Object.assign(new OAuthSettings(), { publicOrigin: configuration.PUBLIC_ORIGIN, ...keys, ...lifetimes });
  return startService({
    name: 'authorization',
    module: AuthorizationModule.forRoot(configuration, settings),
    configuration,
    configureHttp: mountOAuth,
    drainOnSignals,
  });
}
