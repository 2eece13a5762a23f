import { MessagingModule } from '@greenledger/messaging';
import { DatabaseModule } from '@greenledger/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import { AccountMailController } from './account-mail/account-mail.controller.js';
import { AccountMailWorker } from './account-mail/account-mail-worker.js';
import { DeliveryWorker } from './deliveries/delivery-worker.js';
import { GuestCodeController } from './guest-code/guest-code.controller.js';
import { GuestCodeMails } from './guest-code/guest-code-mails.js';
import { MailWorker } from './mail/mail-worker.js';
import { NotificationConfiguration } from './notification-configuration.js';
import { LogFollower } from './projections/log-follower.js';
import { ResourceUris } from './projections/resource-uris.js';
import { SendingOptions } from './sending-options.js';

@Module({})
export class NotificationModule {
  static with(configuration: NotificationConfiguration, sending = new SendingOptions()): DynamicModule {
    const { NATS_URL: url, NATS_CA_FILE: caFile, NATS_USER: user, NATS_PASSWORD: password } = configuration;
    return {
      module: NotificationModule,
      imports: [
        DatabaseModule.forRoot({ url: configuration.DATABASE_URL, service: 'notification' }),
        MessagingModule.forRoot({ url, caFile, user, password, service: 'notification' }),
      ],
      controllers: [AccountMailController, GuestCodeController],
      providers: [
        { provide: NotificationConfiguration, useValue: configuration },
        { provide: SendingOptions, useValue: sending },
        { provide: ResourceUris, useValue: new ResourceUris(configuration.PUBLIC_ORIGIN) },
        DeliveryWorker,
        MailWorker,
        GuestCodeMails,
        AccountMailWorker,
        LogFollower,
      ],
    };
  }
}
