import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@greenledger/contracts';
import { checkout } from './checkout.js';
import type { Cleanup } from './cleanup.js';
import { serviceEnvironment, type EnvironmentSource } from './service-environment.js';
import { startServiceProcess, type ServiceProcess } from './service-process.js';
import type { RunningService } from './stack.js';
import type { Note } from './start-servers.js';
import { supervise } from './supervise.js';

/** A supervised service, which tests may kill. */
export interface SupervisedService extends RunningService {
  kill(): void;
}
export type Services = Record<ServiceName, SupervisedService>;

export interface StartServicesOptions {
  /** Folder of the log files, one per service. */
  readonly logs: string;
  /** Arguments of Node for each process. */
  readonly nodeArguments?: readonly string[];
  readonly cleanup: Cleanup;
  readonly note: Note;
}

/** Starts the five services side by side, each in its own process with its own log, and supervises them. */
export async function startServices(source: EnvironmentSource, options: StartServicesOptions): Promise<Services> {
  const { logs, nodeArguments, cleanup, note } = options;
  const started: ServiceProcess[] = [];
  const ends: Array<() => void> = [];
  cleanup.add(async () => {
    for (const end of ends) end();
    await Promise.all(started.map((process) => process.stop()));
  });
  const entries = SERVICES.map(async (name) => {
    const process = await startServiceProcess({
      name,
      program: join(checkout, 'services', name, 'dist', 'main.js'),
      env: serviceEnvironment(name, source),
      logFile: join(logs, `${name}.log`),
      nodeArguments,
      timeoutMs: 60_000,
    });
    started.push(process);
    const supervision = supervise({ name, note, process });
    ends.push(() => supervision.end());
    const service: SupervisedService = {
      get url() {
        return process.url;
      },
      get pid() {
        return process.pid;
      },
      kill: () => process.kill(),
      restart: () => supervision.pausedWhile(() => process.restart()),
    };
    return [name, service] as const;
  });
  // All are waited for, also after a failure: the cleanup must know every process that was started.
  const settled = await Promise.allSettled(entries);
  const failed = settled.find((entry) => entry.status === 'rejected');
  if (failed) throw failed.reason;
  return Object.fromEntries(
    settled.map((entry) => (entry as PromiseFulfilledResult<readonly [ServiceName, SupervisedService]>).value),
  ) as Services;
}
