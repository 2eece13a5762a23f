import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startService, type ServiceOptions } from '@greenledger/service-kit';
import { CallLog } from './calls/call-log.js';
import { noteCalls } from './calls/note-calls.js';
import type { DataDeliveryConfiguration } from './data-delivery-configuration.js';
import { DataDeliveryModule } from './data-delivery.module.js';
import { ANSWERS } from './processes/process-role.js';
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
    answers: ANSWERS[configuration.DELIVERY_ROLE],
    configureHttp: (app) => {
      app.getHttpServer().prependListener('request', dropTrailingSlash);
      noteCalls(app.getHttpAdapter().getInstance(), app.get(CallLog));
    },
  });
}
