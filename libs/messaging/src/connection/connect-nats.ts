import { Logger } from '@nestjs/common';
import { natsConnectionOptions, type NatsCredentials } from '@greenledger/service-kit';
import { connect, type NatsConnection } from '@nats-io/transport-node';

/** Connects as a service and logs what becomes of the connection. Permission violations are errors of the program: loud. */
export async function connectNats(credentials: NatsCredentials): Promise<NatsConnection> {
  const connection = await connect({ ...natsConnectionOptions(credentials), name: `${credentials.service} log` });
  void logStatus(connection);
  return connection;
}

async function logStatus(connection: NatsConnection): Promise<void> {
  const logger = new Logger('nats');
  for await (const status of connection.status()) {
    if (status.type === 'error') logger.error(`NATS: ${status.error.message}`);
    else if (status.type === 'disconnect') logger.warn('NATS: connection lost, reconnecting');
    else if (status.type === 'reconnect') logger.log('NATS: reconnected');
  }
}
