import type { ServiceName } from '@greenledger/contracts';

/** One running service process of the embedded run. */
export interface RunningService {
  /** Its own address on loopback, behind the origin, for example `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Process id of the current incarnation; changes after a restart. */
  readonly pid: number;
  /** Ends the process (SIGTERM) and starts it again; resolves when it is ready. */
  restart?(): Promise<void>;
}

/** The embedded run once it is ready. Everything listens on loopback only. */
export interface Stack {
  /** The one public origin, for example `http://localhost:8080`; no slash at the end. */
  readonly origin: string;
  readonly services: Readonly<Record<ServiceName, RunningService>>;
  /** State directory: databases, JetStream, raw files, keys, credentials. */
  readonly directory: string;
  readonly logDirectory: string;
  /** HTTP Basic credentials of the demo operator for `/ingest/**`. */
  readonly operator: { readonly user: string; readonly password: string };
  /** Administrator URL of PostgreSQL. Secret: never print it. */
  readonly databaseUrl: string;
  readonly natsUrl: string;
  /** Address of the mail catcher; `GET <mailUrl>/messages` answers the caught mails as JSON. */
  readonly mailUrl: string;
  /** Environment of a service's process, for its command-line programs. Secret: never print it. */
  environment(service: ServiceName): NodeJS.ProcessEnv;
  /** Process ids of the present lives of all that is ours, by name: the services, `nats` and `postgres`. For fault tests. */
  processIds(): ReadonlyMap<string, number>;
  /** SIGKILLs one process; the supervisor starts it again. For fault tests. */
  kill(name: ServiceName | 'nats'): void;
  /** Stops everything in order and resolves when no process is left. */
  stop(): Promise<void>;
}
