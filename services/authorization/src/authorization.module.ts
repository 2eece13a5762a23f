import { Module, type DynamicModule } from '@nestjs/common';
import { EventStore, PostgresEventStore, PostgresSnapshotStore, SnapshotStore } from '@greenledger/event-store';
import { LogRelay, MessagingModule, NATS_CONNECTION, type NatsConnection } from '@greenledger/messaging';
import { DatabaseModule } from '@greenledger/service-kit';
import { Provider } from 'oidc-provider';
import { DataSource } from 'typeorm';
import { AccountGrants } from './application/account-grants.js';
import { Authorizations } from './application/authorizations.js';
import { AuthorizationCommands } from './application/command-authorization.js';
import { ClientKeys } from './application/client-keys.js';
import { ConsentDenials } from './application/consent-denials.js';
import { CustomerChanges } from './application/customer-changes.js';
import { OutboundRules } from './application/outbound-rules.js';
import { THIRD_PARTY_USE_CASES } from './application/third-party-use-cases.js';
import { HeldServices } from './application/held-services.js';
import { Lifecycle } from './application/lifecycle.js';
import { LifecycleSettings } from './application/lifecycle-settings.js';
import { PaperAuthorizations } from './application/paper-authorizations.js';
import { PersonalTokens } from './application/personal-tokens.js';
import { SelfAccess } from './application/self-access.js';
import { SelfAccessRule } from './application/self-access-rule.js';
import { Modifications } from './application/modifications.js';
import { RecordedHoldings } from './application/recorded-holdings.js';
import { BulkReleases } from './application/bulk-releases.js';
import { ReleaseGroups } from './application/release-groups.js';
import { ReleaseQueue } from './application/release-queue.js';
import { CompanyStatuses } from './application/company-statuses.js';
import { StateCache } from './application/state-cache.js';
import { Releases } from './application/releases.js';
import { SharingOffers } from './application/sharing-offers.js';
import { ConfirmationTime } from './application/unconfirmed-registrations.js';
import { ThirdParties } from './application/third-parties.js';
import { Sealer, SealerSettings } from './audit/index.js';
import type { AuthorizationConfiguration } from './configuration.js';
import { EventStoreShutdown } from './event-store-shutdown.js';
import { CustomerChangeFollower } from './customer-change-follower.js';
import { ExpirySweep } from './expiry-sweep.js';
import { LifecycleSweep } from './lifecycle-sweep.js';
import { ArtifactSweep } from './oauth/artifact-sweep.js';
import { Clients } from './oauth/clients.js';
import { ConsentAnswers } from './oauth/consent-answers.js';
import { ConsentRequests } from './oauth/consent-requests.js';
import { Interactions } from './oauth/interactions.js';
import { LiveGrants } from './oauth/live-grants.js';
import { ResourceNonces } from './oauth/resource-nonces.js';
import { SandboxConsents } from './oauth/sandbox-consents.js';
import { OAuthSettings } from './oauth/oauth-settings.js';
import { createProvider } from './oauth/provider.js';
import { TokenBinding } from './oauth/token-binding.js';
import { TokenFacts } from './oauth/token-facts.js';
import { TokenResolver } from './oauth/token-resolver.js';
import { AuthorizationViews } from './projections/authorization-views.js';
import { DueAuthorizations } from './projections/due-authorizations.js';
import { CustomerReleases } from './projections/customer-releases.js';
import { BulkGrantPages } from './projections/bulk-grant-pages.js';
import { GrantPages } from './projections/grant-pages.js';
import { ReadModels } from './projections/read-models.js';
import { ThirdPartyViews } from './projections/third-party-views.js';
import { ReceiptKeys } from './receipts/receipt-keys.js';
import { Receipts } from './receipts/receipts.js';
import { InitialAccessTokens } from './registration-endpoint/initial-access-tokens.js';
import { RegistrationEndpoint } from './registration-endpoint/registration-endpoint.controller.js';
import { LogPages } from './relay/log-pages.js';
import { CompanyReports } from './reports/company-reports.js';
import { ApplicationInformationController } from './rpc/application-information.controller.js';
import { AuthorizationController } from './rpc/authorization.controller.js';
import { ConsentController } from './rpc/consent.controller.js';
import { CustomerController } from './rpc/customer.controller.js';
import { LogController } from './rpc/log.controller.js';
import { PaperController } from './rpc/paper.controller.js';
import { PersonalTokenController } from './rpc/personal-token.controller.js';
import { ReceiptController } from './rpc/receipt.controller.js';
import { RegistrationController } from './rpc/registration.controller.js';
import { ReviewController } from './rpc/review.controller.js';
import { SandboxController } from './rpc/sandbox.controller.js';
import { ThirdPartyController } from './rpc/third-party.controller.js';
import { TokenController } from './rpc/token.controller.js';
import { SandboxGrants } from './sandbox/sandbox-grants.js';
import { SandboxLog } from './sandbox/sandbox-log.js';
import { ThirdPartySweep } from './third-party-sweep.js';

const USE_CASES = [
  AccountGrants,
  AuthorizationCommands,
  Authorizations,
  CompanyReports,
  ConsentDenials,
  CustomerChanges,
  HeldServices,
  Lifecycle,
  Modifications,
  PaperAuthorizations,
  PersonalTokens,
  Receipts,
  RecordedHoldings,
  ReleaseGroups,
  ReleaseQueue,
  BulkReleases,
  CompanyStatuses,
  StateCache,
  Releases,
  SandboxGrants,
  SandboxLog,
  SelfAccess,
  SelfAccessRule,
  SharingOffers,
  ThirdParties,
  ...THIRD_PARTY_USE_CASES,
];
const PROJECTIONS = [ReadModels, AuthorizationViews, CustomerReleases, DueAuthorizations, GrantPages, BulkGrantPages, ThirdPartyViews];
const OAUTH = [
  ArtifactSweep,
  Clients,
  ConsentAnswers,
  ConsentRequests,
  Interactions,
  LiveGrants,
  ResourceNonces,
  SandboxConsents,
  TokenBinding,
  TokenFacts,
  TokenResolver,
];

@Module({})
export class AuthorizationModule {
  /** @param oauth settings read from KEYS_DIR before the module is made */
  static forRoot(configuration: AuthorizationConfiguration, oauth: OAuthSettings): DynamicModule {
    const { DATABASE_URL: url, NATS_URL, NATS_CA_FILE: caFile, NATS_USER: user, NATS_PASSWORD: password } = configuration;
    return {
      module: AuthorizationModule,
      imports: [
        DatabaseModule.forRoot({ url, service: 'authorization' }),
        MessagingModule.forRoot({ url: NATS_URL, caFile, user, password, service: 'authorization' }),
      ],
      controllers: [
        TokenController,
        ApplicationInformationController,
        AuthorizationController,
        CustomerController,
        ReceiptController,
        ThirdPartyController,
        RegistrationController,
        ReviewController,
        SandboxController,
        RegistrationEndpoint,
        ConsentController,
        LogController,
        PaperController,
        PersonalTokenController,
      ],
      providers: [
        ...USE_CASES,
        ...PROJECTIONS,
        ...OAUTH,
        ExpirySweep,
        LifecycleSweep,
        CustomerChangeFollower,
        ThirdPartySweep,
        InitialAccessTokens,
        { provide: OutboundRules, useValue: new OutboundRules(configuration.OUTBOUND_ALLOW_LOOPBACK) },
        { provide: ConfirmationTime, useValue: new ConfirmationTime(configuration.CONFIRM_REGISTRATION_DAYS) },
        EventStoreShutdown,
        LogPages,
        Sealer,
        { provide: SealerSettings, useValue: configuration },
        { provide: OAuthSettings, useValue: oauth },
        {
          provide: LifecycleSettings,
          useValue: new LifecycleSettings({
            remindBeforeEndDays: configuration.REMIND_BEFORE_END_DAYS,
            endUnusedDays: configuration.END_UNUSED_DAYS,
          }),
        },
        { provide: SnapshotStore, inject: [DataSource], useFactory: (dataSource: DataSource) => new PostgresSnapshotStore(dataSource) },
        { provide: ReceiptKeys, useFactory: () => ReceiptKeys.load(configuration.KEYS_DIR) },
        { provide: EventStore, inject: [DataSource], useFactory: (dataSource: DataSource) => new PostgresEventStore(dataSource, url) },
        {
          provide: Provider,
          inject: [OAuthSettings, Clients, LiveGrants, SandboxLog, ClientKeys],
          useFactory: (settings: OAuthSettings, clients: Clients, grants: LiveGrants, sandbox: SandboxLog, keys: ClientKeys) =>
            createProvider(settings, clients, grants, sandbox, keys),
        },
        {
          provide: LogRelay,
          inject: [NATS_CONNECTION, LogPages],
          useFactory: (connection: NatsConnection, source: LogPages) => new LogRelay({ connection, log: 'authorization', source }),
        },
      ],
    };
  }
}
