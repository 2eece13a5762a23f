import { type DynamicModule, Module } from '@nestjs/common';
import {
  LogConsumer,
  LogRelay,
  MessagingModule,
  NATS_CONNECTION,
  type NatsConnection,
  Outbox,
  RequestClient,
} from '@greenledger/messaging';
import { SERVICE_KINDS } from '@greenledger/meter-formats';
import { DatabaseModule } from '@greenledger/service-kit';
import { DataSource } from 'typeorm';
import { AcknowledgementController } from './acknowledgement/acknowledgement.controller.js';
import { AcknowledgementSender, type Webhook } from './acknowledgement/acknowledgement-sender.js';
import { webhookSecret } from './acknowledgement/webhook-secret.js';
import { Acknowledgements, PublicOrigin } from './acknowledgement/acknowledgements.js';
import { CisDefaultValues } from './customers/cis-default-values.js';
import { CisImport } from './customers/cis-import.js';
import { CisProgress } from './customers/cis-progress.js';
import { CustomerIdentities } from './customers/customer-identities.js';
import { CustomerChanges } from './customers/customer-changes.js';
import { CustomerRecords } from './customers/customer-records.js';
import { CustomerQueries } from './customers/customer-queries.js';
import { FreeSpace } from './door/free-space.js';
import { UploadRate } from './door/upload-rate.js';
import { DryRun } from './dry-run/dry-run.js';
import { ExpectedController } from './expected/expected.controller.js';
import { ExpectedServices, OverdueAfter } from './expected/expected-services.js';
import { GuestLookup } from './customers/guest-lookup.js';
import { ImportController } from './import/import.controller.js';
import { NotesController } from './import/notes.controller.js';
import { ImportLedger } from './import/import-ledger.js';
import { ImportWorker } from './import/import-worker.js';
import { MeterFileImport } from './import/meter-file-import.js';
import { MeterFileProgress } from './import/meter-file-progress.js';
import { RawFileStore } from './import/raw-file-store.js';
import { StoredImports } from './import/stored-imports.js';
import { UploadService } from './import/upload.service.js';
import type { MeterIngestionConfiguration } from './meter-ingestion-configuration.js';
import { OperatorCredentials } from './operators/operator-credentials.js';
import { OperatorGuard } from './operators/operator.guard.js';
import { UploadTickets } from './operators/upload-tickets.js';
import { UploadRequestsController } from './rpc/upload.requests.js';
import { ProfileCatalogue } from './profiles/profile-catalogue.js';
import { ProfilesController } from './profiles/profiles.controller.js';
import { SourceProfileStore } from './profiles/source-profiles.js';
import { OpenRejects } from './quarantine/open-rejects.js';
import { RejectsController } from './quarantine/rejects.controller.js';
import { ReplayController } from './quarantine/replay.controller.js';
import { Replays } from './quarantine/replays.js';
import { FindById } from './search/find-by-id.js';
import { SearchController } from './search/search.controller.js';
import { WatchedFolder } from './watch/watched-folder.js';
import { OperatorRequestsController } from './rpc/operator.requests.js';
import { CustomerChangeRequestsController } from './rpc/customer-change.requests.js';
import { CustomerRecordRequestsController } from './rpc/customer-record.requests.js';
import { GuestRequestsController } from './rpc/guest.requests.js';
import { ImportNoteRequestsController } from './rpc/import-note.requests.js';
import { MeterIngestionRequestsController } from './rpc/meter-ingestion.requests.js';

const SERVICE = 'meter-ingestion';

/** Files in, ledger, customer tables, and the log of what they hold. */
@Module({})
export class MeterIngestionModule {
  static forRoot(configuration: MeterIngestionConfiguration): DynamicModule {
    const { DATABASE_URL, NATS_URL, NATS_CA_FILE: caFile, NATS_USER, NATS_PASSWORD, RAW_FILE_DIR, TIME_ZONE } = configuration;
    const { UPLOAD_LIMIT_BYTES, CONTENT_LIMIT_BYTES, UPLOADS_PER_MINUTE, MIN_FREE_BYTES, WATCH_DIR, WATCH_QUIET_MS } = configuration;
    return {
      module: MeterIngestionModule,
      imports: [
        DatabaseModule.forRoot({ url: DATABASE_URL, service: SERVICE }),
        MessagingModule.forRoot({ url: NATS_URL, caFile, user: NATS_USER, password: NATS_PASSWORD, service: SERVICE }),
      ],
      controllers: [
        ExpectedController,
        SearchController,
        ImportController,
        RejectsController,
        NotesController,
        AcknowledgementController,
        ReplayController,
        ProfilesController,
        MeterIngestionRequestsController,
        OperatorRequestsController,
        ImportNoteRequestsController,
        CustomerChangeRequestsController,
        CustomerRecordRequestsController,
        GuestRequestsController,
        UploadRequestsController,
      ],
      providers: [
        { provide: OperatorCredentials, useFactory: () => OperatorCredentials.fromFile(configuration.OPERATOR_CREDENTIALS_FILE) },
        { provide: RawFileStore, useFactory: () => preparedStore(RAW_FILE_DIR) },
        { provide: CisDefaultValues, useValue: new CisDefaultValues(TIME_ZONE, serviceKindOf(configuration)) },
        { provide: Outbox, useFactory: (dataSource: DataSource) => new Outbox(dataSource, SERVICE), inject: [DataSource] },
        OperatorGuard,
        UploadTickets,
        ImportLedger,
        MeterFileProgress,
        MeterFileImport,
        SourceProfileStore,
        ProfileCatalogue,
        OpenRejects,
        Replays,
        Acknowledgements,
        { provide: PublicOrigin, useValue: new PublicOrigin(configuration.PUBLIC_ORIGIN) },
        DryRun,
        CustomerChanges,
        CustomerIdentities,
        CisProgress,
        CisImport,
        ImportWorker,
        CustomerQueries,
        CustomerRecords,
        ExpectedServices,
        FindById,
        { provide: OverdueAfter, useValue: new OverdueAfter(configuration.OVERDUE_AFTER_HOURS) },
        GuestLookup,
        StoredImports,
        {
          provide: UploadService,
          useFactory: (store: RawFileStore, ledger: ImportLedger, worker: ImportWorker, profiles: SourceProfileStore) =>
            new UploadService(store, ledger, worker, profiles, new FreeSpace(RAW_FILE_DIR, MIN_FREE_BYTES), {
              delivered: UPLOAD_LIMIT_BYTES,
              unpacked: CONTENT_LIMIT_BYTES,
            }),
          inject: [RawFileStore, ImportLedger, ImportWorker, SourceProfileStore],
        },
        {
          provide: AcknowledgementSender,
          useFactory: async (dataSource: DataSource, ledger: ImportLedger, acknowledgements: Acknowledgements) =>
            new AcknowledgementSender(dataSource, ledger, acknowledgements, await webhookOf(configuration)),
          inject: [DataSource, ImportLedger, Acknowledgements],
        },
        {
          provide: WatchedFolder,
          useFactory: (uploads: UploadService, ledger: ImportLedger, acknowledgements: Acknowledgements) =>
            new WatchedFolder(
              uploads,
              ledger,
              acknowledgements,
              WATCH_DIR === undefined ? undefined : { directory: WATCH_DIR, quiet: WATCH_QUIET_MS },
            ),
          inject: [UploadService, ImportLedger, Acknowledgements],
        },
        { provide: UploadRate, useValue: new UploadRate(UPLOADS_PER_MINUTE) },
        {
          provide: LogRelay,
          useFactory: (connection: NatsConnection, source: Outbox) => new LogRelay({ connection, log: SERVICE, source }),
          inject: [NATS_CONNECTION, Outbox],
        },
        {
          provide: LogConsumer,
          useFactory: (connection: NatsConnection, requests: RequestClient, dataSource: DataSource, stored: StoredImports) =>
            new LogConsumer({
              connection,
              requests,
              log: 'data-delivery',
              service: SERVICE,
              dataSource,
              apply: (entries, manager) => stored.apply(entries, manager),
            }),
          inject: [NATS_CONNECTION, RequestClient, DataSource, StoredImports],
        },
      ],
    };
  }
}

const serviceKindOf = ({ CIS_SERVICE_KIND: word }: MeterIngestionConfiguration): 0 | 1 | 2 | undefined =>
  word === undefined ? undefined : SERVICE_KINDS[word];

async function webhookOf(configuration: MeterIngestionConfiguration): Promise<Webhook | undefined> {
  const { ACKNOWLEDGEMENT_URL: url, ACKNOWLEDGEMENT_SECRET_FILE, ACKNOWLEDGEMENT_RETRY_SECONDS: retrySeconds } = configuration;
  return url === undefined ? undefined : { url, secret: await webhookSecret(ACKNOWLEDGEMENT_SECRET_FILE), retrySeconds };
}

async function preparedStore(directory: string): Promise<RawFileStore> {
  const store = new RawFileStore(directory);
  await store.prepare();
  return store;
}
