import type { ServiceName } from '@greenledger/contracts';
import { Transport, type MicroserviceOptions } from '@nestjs/microservices';
import type { ServiceConfiguration } from '../configuration/service-configuration.js';
import { natsTls } from '../tls/nats-tls.js';

/** Milliseconds that handlers get to finish after the subscriptions have ended. */
const GRACE = 500;

/**
 * Request/reply over core NATS: one queue group per service, own inbox prefix (the only inbox its user may subscribe), and
 * reconnecting for ever, because a service must outlive any outage of NATS.
 */
export function natsTransport(name: ServiceName, configuration: ServiceConfiguration): MicroserviceOptions {
  const options = {
    servers: configuration.NATS_URL,
    ...natsTls(configuration.NATS_URL, configuration.NATS_CA_FILE),
    user: configuration.NATS_USER,
    pass: configuration.NATS_PASSWORD,
    name: `${name} requests`,
    queue: name,
    inboxPrefix: `_INBOX_${name}`,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    pingInterval: 10_000,
    timeout: 5000,
    gracefulShutdown: true,
    gracePeriod: GRACE,
  };
  return { transport: Transport.NATS, options };
}
