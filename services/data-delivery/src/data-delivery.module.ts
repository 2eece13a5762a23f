import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '@greenledger/messaging';
import { DatabaseModule } from '@greenledger/service-kit';
import type { DataDeliveryConfiguration } from './data-delivery-configuration.js';
import { InquiriesModule } from './inquiries/inquiries.module.js';
import { MonthsModule } from './months/months.module.js';
import { OutboxRelayModule } from './outbox/outbox.module.js';
import { ProjectionsModule } from './projections/projections.module.js';
import { ResourcesModule } from './resources/resources.module.js';

@Module({})
export class DataDeliveryModule {
  static of(configuration: DataDeliveryConfiguration): DynamicModule {
    const { DATABASE_URL, NATS_URL, NATS_CA_FILE: caFile, NATS_USER, NATS_PASSWORD, DELIVERY_ROLE } = configuration;
    return {
      module: DataDeliveryModule,
      imports: [
        DatabaseModule.forRoot({ url: DATABASE_URL, service: 'data-delivery' }),
        MessagingModule.forRoot({ url: NATS_URL, caFile, user: NATS_USER, password: NATS_PASSWORD, service: 'data-delivery' }),
        ResourcesModule.of(DELIVERY_ROLE),
        ...(DELIVERY_ROLE === 'feeds' ? [] : [OutboxRelayModule, ProjectionsModule, MonthsModule, InquiriesModule]),
      ],
    };
  }
}
