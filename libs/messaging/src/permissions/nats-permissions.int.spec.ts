import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLERS, LOGS, SERVICES, requestSubject, streamName, type ServiceName } from '@greenledger/contracts';
import { startNats, type NatsServer } from '@greenledger/embedded';
import { connect, PermissionViolationError, type NatsConnection } from '@nats-io/transport-node';
import { TEST_PASSWORD, testPasswords } from '../test-rig/test-passwords.js';
import { natsUsers } from './nats-users.js';

let directory: string;
let nats: NatsServer;
const connections = new Map<ServiceName, NatsConnection>();
const violations = new Map<ServiceName, Set<string>>(SERVICES.map((service) => [service, new Set()]));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gl-permissions-'));
  nats = await startNats({ directory, users: natsUsers(testPasswords) });
  for (const service of SERVICES) {
    const connection = await connect({ servers: nats.url, user: service, pass: TEST_PASSWORD, inboxPrefix: `_INBOX_${service}` });
    connections.set(service, connection);
    void collect(connection, violations.get(service)!);
  }
});

afterAll(async () => {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
  await nats?.stop();
  await rm(directory, { recursive: true, force: true });
});

async function collect(connection: NatsConnection, into: Set<string>): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'error' && status.error instanceof PermissionViolationError)
      into.add(`${status.error.operation} ${status.error.subject}`);
  }
}

/** Publishes to every subject; @returns those that the server refused (it answers before the flush returns). */
async function refusedPublishes(service: ServiceName, subjects: readonly string[]): Promise<string[]> {
  const connection = connections.get(service)!;
  for (const subject of subjects) connection.publish(subject, '{}');
  await connection.flush();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return subjects.filter((subject) => violations.get(service)!.has(`publish ${subject}`));
}

async function refusedSubscriptions(service: ServiceName, subjects: readonly string[]): Promise<string[]> {
  const connection = connections.get(service)!;
  for (const subject of subjects) connection.subscribe(subject, { callback: () => undefined });
  await connection.flush();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return subjects.filter((subject) => violations.get(service)!.has(`subscription ${subject}`));
}

describe.each(SERVICES)('the NATS user %s', (service) => {
  const others = SERVICES.filter((other) => other !== service);

  it('may ask exactly what the contracts allow it', async () => {
    const operations = Object.keys(CALLERS) as Array<keyof typeof CALLERS>;
    const foreign = operations.filter((operation) => !CALLERS[operation].includes(service)).map(requestSubject);
    expect(await refusedPublishes(service, operations.map(requestSubject))).toEqual(foreign);
  });

  it('may write to no log but its own', async () => {
    const foreign = LOGS.filter((log) => log !== service).flatMap((log) => [
      `gl.evt.${log}.Forged`,
      `gl.head.${log}`,
      `$JS.API.STREAM.DELETE.${streamName(log)}`,
      `$JS.API.STREAM.PURGE.${streamName(log)}`,
      `$JS.API.STREAM.UPDATE.${streamName(log)}`,
    ]);
    expect(await refusedPublishes(service, foreign)).toEqual(foreign);
  });

  it('may neither read nor forge the requests and replies of others', async () => {
    const foreign = others.flatMap((other) => [`gl.req.${other}.*`, `_INBOX_${other}.>`]);
    const wide = ['>', 'gl.>', 'gl.evt.>', '_INBOX.>', '$JS.API.>'];
    expect(await refusedSubscriptions(service, [...foreign, ...wide])).toEqual([...foreign, ...wide]);
    const inboxes = others.map((other) => `_INBOX_${other}.abc`);
    expect(await refusedPublishes(service, inboxes)).toEqual(inboxes);
  });
});
