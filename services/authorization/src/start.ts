import { startService, TrustedProxies } from '@greenledger/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthorizationModule } from './authorization.module.js';
import type { AuthorizationConfiguration } from './configuration.js';
import { readAuthorities } from './oauth/client-certificates/read-authorities.js';
import { loadOAuthKeys } from './oauth/key-files.js';
import { AttemptLimits } from './oauth/limits/attempt-limits.js';
import { mountOAuth } from './oauth/mount.js';
import { OAuthSettings } from './oauth/oauth-settings.js';

type Lifetime =
  'codeSeconds' | 'accessTokenSeconds' | 'refreshTokenSeconds' | 'interactionSeconds' | 'codeRepeatSeconds' | 'refreshRetrySeconds';

export interface StartOptions {
  /** Other lifetimes than the defaults, for tests. */
  readonly lifetimes?: Partial<Pick<OAuthSettings, Lifetime>>;
  /** Other limits than the defaults, for tests. */
  readonly limits?: Partial<AttemptLimits>;
  readonly drainOnSignals?: boolean;
}

/** Starts the authorization service and listens. */
export async function startAuthorization(
  configuration: AuthorizationConfiguration,
  { lifetimes, limits, drainOnSignals }: StartOptions = {},
): Promise<NestFastifyApplication> {
  const keys = await loadOAuthKeys(configuration.KEYS_DIR);
  const settings = Object.assign(new OAuthSettings(), {
    publicOrigin: configuration.PUBLIC_ORIGIN,
    clientCertificateHeader: configuration.CLIENT_CERTIFICATE_HEADER,
    clientAuthorities: await readAuthorities(configuration),
    defaultLanguage: configuration.DEFAULT_LANGUAGE,
    proxies: new TrustedProxies(configuration.TRUSTED_PROXIES),
    ...keys,
    ...lifetimes,
    limits: Object.assign(new AttemptLimits(), limits),
  });
  return startService({
    name: 'authorization',
    module: AuthorizationModule.forRoot(configuration, settings),
    configuration,
    configureHttp: mountOAuth,
    drainOnSignals,
  });
}
