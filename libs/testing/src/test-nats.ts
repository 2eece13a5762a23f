import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@greenledger/contracts';
import { startNats } from '@greenledger/embedded';
import { natsUsers, type NatsCredentials } from '@greenledger/messaging';

/** A nats-server of one test file, with the real users and permissions of all services. */
export interface TestNats {
  readonly url: string;
  /** What a service connects with; also `connectNats(credentials(service))`. */
  credentials(service: ServiceName): NatsCredentials;
  /** Ends it hard (SIGKILL). */
  kill(): void;
  /** Ends it and starts it again on the same port; `wipe` empties JetStream meanwhile. */
  restart(options?: { readonly wipe?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestNats(): Promise<TestNats> {
  const directory = await mkdtemp(join(tmpdir(), 'greenledger-nats-'));
  const password = randomBytes(12).toString('hex');
  const passwords = Object.fromEntries(SERVICES.map((service) => [service, password])) as Record<ServiceName, string>;
  const server = await startNats({ directory, users: natsUsers(passwords) });
  return {
    url: server.url,
    credentials: (service) => ({ url: server.url, user: service, password, service }),
    kill: () => server.kill(),
    async restart({ wipe = false } = {}) {
      if (wipe) {
        await server.stop();
        await rm(join(directory, 'jetstream'), { recursive: true, force: true });
      }
      await server.restart();
    },
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
