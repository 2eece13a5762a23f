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
import { DatabaseModule } from '@greenledger/service-kit';
import { DataSource } from 'typeorm';
import { CisDefaultValues, CisImport } from './customers/cis-import.js';
import { CisProgress } from './customers/cis-progress.js';
import { CustomerChanges } from './customers/customer-changes.js';
import { CustomerQueries } from './customers/customer-queries.js';
import { GuestLookup } from './customers/guest-lookup.js';
import { ImportController } from './import/import.controller.js';
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
import { CustomerChangeRequestsController } from './rpc/customer-change.requests.js';
import { GuestRequestsController } from './rpc/guest.requests.js';
import { MeterIngestionRequestsController } from './rpc/meter-ingestion.requests.js';

const SERVICE = 'meter-ingestion';

/** Files in, ledger, customer tables, and the log of what they hold. */
@Module({})
export class MeterIngestionModule {
  static forRoot(configuration: MeterIngestionConfiguration): DynamicModule {
    const { DATABASE_URL, NATS_URL, NATS_USER, NATS_PASSWORD, RAW_FILE_DIR, TIME_ZONE, UPLOAD_LIMIT_BYTES } = configuration;
    return {
      module: MeterIngestionModule,
      imports: [
        DatabaseModule.forRoot({ url: DATABASE_URL, service: SERVICE }),
        MessagingModule.forRoot({ url: NATS_URL, user: NATS_USER, password: NATS_PASSWORD, service: SERVICE }),
      ],
      controllers: [ImportController, MeterIngestionRequestsController, CustomerChangeRequestsController, GuestRequestsController],
      providers: [
        { provide: OperatorCredentials, useFactory: () => OperatorCredentials.fromFile(configuration.OPERATOR_CREDENTIALS_FILE) },
        { provide: RawFileStore, useFactory: () => preparedStore(RAW_FILE_DIR) },
        { provide: CisDefaultValues, useValue: new CisDefaultValues(TIME_ZONE) },
        { provide: Outbox, useFactory: (dataSource: DataSource) => new Outbox(dataSource, SERVICE), inject: [DataSource] },
        OperatorGuard,
        ImportLedger,
        MeterFileProgress,
        MeterFileImport,
        CustomerChanges,
        CisProgress,
        CisImport,
        ImportWorker,
        CustomerQueries,
        GuestLookup,
        StoredImports,
        {
          provide: UploadService,
          useFactory: (store: RawFileStore, ledger: ImportLedger, worker: ImportWorker) =>
            new UploadService(store, ledger, worker, UPLOAD_LIMIT_BYTES),
          inject: [RawFileStore, ImportLedger, ImportWorker],
        },
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

async function preparedStore(directory: string): Promise<RawFileStore> {
  const store = new RawFileStore(directory);
  await store.prepare();
  return store;
}
