import { Module } from '@nestjs/common';
import { BearerGuard } from '../access/bearer.guard.js';
import { PairwiseKey } from '../access/pairwise-key.js';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { FeedSender } from '../feed/feed-sender.js';
import { AccessLog } from '../release/access-log.js';
import { ReleasePath } from '../release/release-path.js';
import { ApplicationInformationController } from './application-information.controller.js';
import { AuthorizationController } from './authorization.controller.js';
import { AuthorizationManagementController } from './authorization-management.controller.js';
import { BatchSubscriptionController } from './batch-subscription.controller.js';
import { ReadServiceStatusController } from './read-service-status.controller.js';
import { ResourceUris } from './resource-uris.js';

/** The ESPI resources. */
@Module({
  controllers: [
    ApplicationInformationController,
    AuthorizationController,
    AuthorizationManagementController,
    BatchSubscriptionController,
    ReadServiceStatusController,
  ],
  providers: [
    AccessLog,
    BearerGuard,
    FeedSender,
    ReleasePath,
    {
      provide: ResourceUris,
      inject: [DataDeliveryConfiguration],
      useFactory: ({ PUBLIC_ORIGIN }: DataDeliveryConfiguration) => new ResourceUris(PUBLIC_ORIGIN),
    },
    {
      provide: PairwiseKey,
      inject: [DataDeliveryConfiguration],
      useFactory: ({ PAIRWISE_KEY_FILE }: DataDeliveryConfiguration) => PairwiseKey.fromFile(PAIRWISE_KEY_FILE),
    },
  ],
})
export class ResourcesModule {}
