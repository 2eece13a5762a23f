import cookie from '@fastify/cookie';
import { startService } from '@greenledger/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { streamUploadForms } from './operator/upload/stream-upload-forms.js';
import { readMultipartForms } from './operator-paper/multipart.js';
import type { PortalConfiguration } from './portal-configuration.js';
import { PortalModule } from './portal.module.js';
import { redirectToTls } from './session/redirect-to-tls.js';
import { settleLanguage } from './session/visitor-language.js';

/** Starts the portal; resolves when it listens. */
export function startPortal(configuration: PortalConfiguration): Promise<NestFastifyApplication> {
  return startService({
    name: 'portal',
    module: PortalModule.with(configuration),
    configuration,
    configureHttp: async (app) => {
      await app.register(cookie);
      const server = app.getHttpAdapter().getInstance();
      const { DEFAULT_LANGUAGE, PUBLIC_ORIGIN } = configuration;
      server.addHook('onRequest', settleLanguage(DEFAULT_LANGUAGE, PUBLIC_ORIGIN));
      readMultipartForms(server);
      streamUploadForms(server);
      if (configuration.HTTP_REDIRECT_PORT !== undefined) await redirectToTls(server, configuration);
    },
  });
}
