import { neededSettings } from '@greenledger/service-kit';
import { PostgresEventStore, PostgresSnapshotStore } from '@greenledger/event-store';
import { DataSource } from 'typeorm';
import { AuthorizationCommands } from '../application/command-authorization.js';
import { Reinstatements } from '../application/reinstatements.js';
import { ThirdParties } from '../application/third-parties.js';
import { Clients } from '../oauth/clients.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';

const NEEDED = { DATABASE_URL: 'set postgres://<role>:<password>@<host>:<port>/<database>' } as const;

export interface Registry {
  readonly thirdParties: ThirdParties;
  readonly clients: Clients;
  readonly reinstatements: Reinstatements;
}

/** Opens the register of companies and of what customers granted them for a command-line program, as the service's own role (DATABASE_URL, or that of the embedded run started here), and closes it after. */
export async function withRegistry<T>(work: (registry: Registry) => Promise<T>, env: NodeJS.ProcessEnv = process.env): Promise<T> {
  const { DATABASE_URL: url } = await neededSettings(NEEDED, env, process.cwd(), 'authorization');
  const dataSource = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
  const store = new PostgresEventStore(dataSource, url);
  try {
    const clients = new Clients(dataSource, new ReadModels(dataSource, store), new ThirdPartyViews(dataSource));
    const thirdParties = new ThirdParties(store);
    const commands = new AuthorizationCommands(store, new PostgresSnapshotStore(dataSource));
    return await work({ thirdParties, clients, reinstatements: new Reinstatements(dataSource, commands, thirdParties) });
  } finally {
    await store.close();
    await dataSource.destroy();
  }
}
