import type { ServiceName } from '@greenledger/contracts';
import { Transport, type MicroserviceOptions } from '@nestjs/microservices';
import type { ServiceConfiguration } from '../configuration/service-configuration.js';
import { natsConnectionOptions } from '../nats/nats-connection-options.js';

/** Milliseconds that handlers get to finish after the subscriptions have ended. */
const GRACE = 500;

/**
 * Request/reply over core NATS: one queue group per service, own inbox prefix (the only inbox its user may subscribe), and
 * reconnecting for ever, because a service must outlive any outage of NATS.
 */
export function natsTransport(name: ServiceName, configuration: ServiceConfiguration): MicroserviceOptions {
  const { NATS_URL: url, NATS_CA_FILE: caFile, NATS_USER: user, NATS_PASSWORD: password } = configuration;
  const options = {
    ...natsConnectionOptions({ url, caFile, user, password, service: name }),
    name: `${name} requests`,
    queue: name,
    gracefulShutdown: true,
    gracePeriod: GRACE,
  };
  return { transport: Transport.NATS, options };
}
