import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataArrived, type LogEntry, requestSubject } from '@greenledger/contracts';
import {
  checkpointMigrationSql,
  connectNats,
  LogConsumer,
  LogRelay,
  type NatsConnection,
  Outbox,
  type OutboxEvent,
  outboxMigrationSql,
  RequestClient,
} from '@greenledger/messaging';
import { testDatabase, type TestDatabase } from '@greenledger/testing';
import { ClientNats } from '@nestjs/microservices';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { unpackedEntry } from '../test-support/unpacked-entry.js';

class LogTables1764000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...outboxMigrationSql(), ...checkpointMigrationSql()]) await queryRunner.query(statement);
  }
  down(): Promise<void> {
    return Promise.reject(new Error('not used'));
  }
}

/** The log of data-delivery as its real outbox and relay tell it; the rest of that service is not needed here. */
describe('what data-delivery stored', () => {
  let service: RunningService;
  let database: TestDatabase;
  let connection: NatsConnection;
  let relay: LogRelay;
  let outbox: Outbox;
  beforeAll(async () => {
    service = await RunningService.start();
    database = await testDatabase('data-delivery', [LogTables1764000000001]);
    outbox = new Outbox(database.dataSource, 'data-delivery');
    connection = await connectNats(service.nats.credentials('data-delivery'));
    connection.subscribe(requestSubject('data-delivery.read-log'), {
      queue: 'data-delivery',
      callback: (_error, message) => {
        const { data, id } = message.json<{ data: { after: number; limit: number }; id: string }>();
        void outbox.readPage(data).then((reply) => message.respond(JSON.stringify({ id, response: { reply }, isDisposed: true })));
      },
    });
    relay = new LogRelay({ connection, log: 'data-delivery', source: outbox });
    relay.start();
  });
  afterAll(async () => {
    await relay.stop();
    await connection.close();
    await Promise.all([service.stop(), database.drop()]);
  });

  const arrived = (data: DataArrived['data']): OutboxEvent => ({ id: randomUUID(), type: 'DataArrived', data, occurredAt: new Date() });

  it('is added up over the parts, and the last part makes the import stored', async () => {
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
    const { importId } = await service.upload('meter-files', [...hourlyLines(['M-1'], 2)].join(''));
    await service.settled(importId);
    const part = { importId, usagePoints: [], readings: { added: 20, corrected: 3, duplicate: 1, superseded: 0 } };
    await database.dataSource.transaction((manager) =>
      outbox.append(manager, [arrived({ ...part, part: 0, last: false }), arrived({ ...part, part: 1, last: true })]),
    );
    const view = await service.settled(importId, ({ state }) => state === 'stored');
    expect(view).toMatchObject({ stored: { added: 40, corrected: 6, duplicate: 2, superseded: 0 }, readings: 48 });
  });

  it('is preceded by the own log, which its consumer gets over JetStream in order and without holes', async () => {
    const { url, user, password } = service.nats.credentials('data-delivery');
    const requests = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_data-delivery' }));
    const expected = await service.log();
    const seen: LogEntry[] = [];
    const apply = (entries: readonly LogEntry[]): Promise<void> => Promise.resolve(void seen.push(...entries));
    const { dataSource } = database;
    const consumer = new LogConsumer({ connection, requests, log: 'meter-ingestion', service: 'data-delivery', dataSource, apply });
    consumer.start();
    for (let i = 0; i < 400 && seen.length < expected.length; i++) await new Promise((resolve) => setTimeout(resolve, 25));
    await consumer.stop();
    await requests.close();
    expect(seen.map(unpackedEntry)).toEqual(expected);
  });
});
