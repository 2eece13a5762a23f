import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { BearerGuard } from '../access/bearer.guard.js';
import { PairwiseKey } from '../access/pairwise-key.js';
import { BatchBulkController } from '../bulk/batch-bulk.controller.js';
import { BulkParts } from '../bulk/bulk-parts.js';
import { BulkResponder } from '../bulk/bulk-responder.js';
import { CallLog } from '../calls/call-log.js';
import { CallRequestsController } from '../calls/call.requests.js';
import { CompanyDownloadController } from '../company/company-download.controller.js';
import { DownloadTickets } from '../company/download-tickets.js';
import { CompanyRequestsController } from '../company/company.requests.js';
import { DataHealth } from '../company/data-health.js';
import { OpenApiController } from '../openapi/openapi.controller.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { OwnPlans } from '../own-usage/own-plan.js';
import { OwnUsageController } from '../own-usage/own-usage.controller.js';
import { FirstProcess } from '../processes/first-process.js';
import { hasFirstProcess, type ProcessRole } from '../processes/process-role.js';
import { AnnouncedJobs } from '../prepared/announced-jobs.js';
import { LeasedJobs } from '../prepared/leased-jobs.js';
import { PreparationCall } from '../prepared/preparation-call.js';
import { PreparationWorker } from '../prepared/preparation-worker.js';
import { PrepareBatch } from '../prepared/prepare-batch.js';
import { PgeManners } from '../prepared/pge-manners.js';
import { PreparedController } from '../prepared/prepared.controller.js';
import { PreparedDownload } from '../prepared/prepared-download.js';
import { PreparedFiles } from '../prepared/prepared-files.js';
import { PreparedGate } from '../prepared/prepared-gate.js';
import { PreparedJobs } from '../prepared/prepared-jobs.js';
import { ResultSweep } from '../prepared/result-sweep.js';
import { CustomerGate } from '../prepared/customer-gate.js';
import { BulkCustomerParts } from '../customers/bulk-customer-parts.js';
import { BulkCustomerResponder } from '../customers/bulk-customer-responder.js';
import { BulkRetailCustomerController } from '../customers/bulk-retail-customer.controller.js';
import { CustomerReleases } from '../customers/customer-releases.js';
import { CustomerResponder } from '../customers/customer-responder.js';
import { RetailCustomerController } from '../customers/retail-customer.controller.js';
import { DataDeliveryConfiguration, rateLimitSettings } from '../data-delivery-configuration.js';
import { RateLimits } from '../access/rate-limits.js';
import { OwnRequestCounts, RequestCounts } from '../access/request-counts.js';
import { FeedCoding } from '../feed/feed-coding.js';
import { ReleaseResponder } from '../feed/release-responder.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { RefusalLog } from '../refusals/refusal-log.js';
import { RefusalsController } from '../refusals/refusals.controller.js';
import { AccessLog } from '../release/access-log.js';
import { ReleasePath } from '../release/release-path.js';
import { ApplicationInformationController } from './application-information.controller.js';
import { ApplicationInformationManagementController } from './application-information-management.controller.js';
import { AuthorizationController } from './authorization.controller.js';
import { AuthorizationManagementController } from './authorization-management.controller.js';
import { BatchSubscriptionController } from './batch-subscription.controller.js';
import { ReadServiceStatusController } from './read-service-status.controller.js';
import { RefusedRequestsController } from './refused-requests.controller.js';
import { SampleDataController } from '../sample/sample-data.controller.js';
import { StandardTypesController } from './standard-types.controller.js';
import { SubscriptionController } from './subscription.controller.js';
import { SummariesController } from './summaries.controller.js';
import { ResourceUris } from './resource-uris.js';

/** Who prepares batches, and who takes them away again: never a process that answers HTTP alone. */
const preparation = (role: ProcessRole): Provider[] =>
  role === 'feeds'
    ? [{ provide: PreparationCall, useExisting: FirstProcess }]
    : [PreparationWorker, { provide: PreparationCall, useExisting: PreparationWorker }, ResultSweep];

const requestCounts = (): Provider =>
  hasFirstProcess()
    ? { provide: RequestCounts, useExisting: FirstProcess }
    : {
        provide: RequestCounts,
        inject: [DataDeliveryConfiguration],
        useFactory: (configuration: DataDeliveryConfiguration) => new OwnRequestCounts(rateLimitSettings(configuration)),
      };

/** The ESPI resources. */
@Module({
  imports: [OutboxModule],
  controllers: [
    ApplicationInformationController,
    AuthorizationController,
    BatchSubscriptionController,
    BatchBulkController,
    SubscriptionController,
    SummariesController,
    StandardTypesController,
    ReadServiceStatusController,
    SampleDataController,
    RetailCustomerController,
    BulkRetailCustomerController,
    RefusedRequestsController,
    RefusalsController,
    PreparedController,
    OwnUsageController,
    OpenApiController,
    AuthorizationManagementController,
    CompanyRequestsController,
    CompanyDownloadController,
    CallRequestsController,
    ApplicationInformationManagementController,
  ],
  providers: [
    AccessLog,
    AnnouncedJobs,
    BearerGuard,
    BulkCustomerParts,
    BulkCustomerResponder,
    BulkParts,
    BulkResponder,
    CallLog,
    CustomerGate,
    DataHealth,
    DownloadTickets,
    LeasedJobs,
    OwnPlans,
    PgeManners,
    PrepareBatch,
    PreparedDownload,
    PreparedFiles,
    PreparedGate,
    PreparedJobs,
    CustomerReleases,
    CustomerResponder,
    RefusalFilter,
    RefusalLog,
    ReleasePath,
    FeedCoding,
    ReleaseResponder,
    {
      provide: RateLimits,
      inject: [DataDeliveryConfiguration, RequestCounts],
      useFactory: (configuration: DataDeliveryConfiguration, counts: RequestCounts) =>
        new RateLimits(rateLimitSettings(configuration), counts),
    },
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
export class ResourcesModule {
  static of(role: ProcessRole): DynamicModule {
    return { module: ResourcesModule, providers: [FirstProcess, requestCounts(), ...preparation(role)] };
  }
}
