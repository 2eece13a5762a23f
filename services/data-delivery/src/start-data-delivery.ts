import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startService, type ServiceOptions } from '@greenledger/service-kit';
import { CallLog } from './calls/call-log.js';
import { noteCalls } from './calls/note-calls.js';
import type { DataDeliveryConfiguration } from './data-delivery-configuration.js';
import { DataDeliveryModule } from './data-delivery.module.js';
import { dropTrailingSlash } from './resources/drop-trailing-slash.js';

export function startDataDelivery(
  configuration: DataDeliveryConfiguration,
  options: Pick<ServiceOptions, 'drainOnSignals' | 'logger'> = {},
): Promise<NestFastifyApplication> {
  return startService({
    ...options,
    name: 'data-delivery',
    module: DataDeliveryModule.of(configuration),
    configuration,
    configureHttp: (app) => {
      app.getHttpServer().prependListener('request', dropTrailingSlash);
      noteCalls(app.getHttpAdapter().getInstance(), app.get(CallLog));
    },
  });
}
