import { readConfiguration, runService, startService } from '@greenledger/service-kit';
import { NotificationConfiguration } from './notification-configuration.js';
import { NotificationModule } from './notification.module.js';

await runService(() => {
  const configuration = readConfiguration(NotificationConfiguration);
  return startService({ name: 'notification', module: NotificationModule.with(configuration), configuration });
});
