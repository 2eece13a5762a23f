import type { ServiceName } from '@greenledger/contracts';
import { natsTls } from './nats-tls.js';

export interface NatsCredentials {
  /** `nats://<host>:<port>`, or `tls://<host>:<port>`: then nothing is sent to a server that does not prove its name. */
  readonly url: string;
  /** PEM file of the authority that signed the server's certificate; the authorities of Node.js when absent. */
  readonly caFile?: string | undefined;
  readonly user: string;
  readonly password: string;
  readonly service: ServiceName;
}

/** The only inbox subjects that the user of a service may subscribe: no service can read the replies to another. */
export const inboxPrefix = (service: ServiceName): string => `_INBOX_${service}`;

/** Options of every connection of a service: it waits for NATS at the start, and reconnects for ever. */
export function natsConnectionOptions({ url, caFile, user, password, service }: NatsCredentials) {
  return {
    servers: url,
    ...natsTls(url, caFile),
    user,
    pass: password,
    inboxPrefix: inboxPrefix(service),
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    // A server that is being restarted with its users may refuse for a moment; that is no reason to give up.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    pingInterval: 10_000,
    timeout: 5000,
    // A stack trace for each request, made before it is known whether it fails, costs more than the request.
    noAsyncTraces: true,
  };
}
