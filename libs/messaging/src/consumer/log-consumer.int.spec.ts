import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogEntry } from '@greenledger/contracts';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { EntityManager } from 'typeorm';
import { connectNats } from '../connection/connect-nats.js';
import { RequestClient } from '../requests/request-client.js';
import { startLogRig, testEvent, type LogRig } from '../test-rig/log-rig.js';
import { LogConsumer } from './log-consumer.js';

const STREAM = 'GL_METER_INGESTION';
let rig: LogRig;
let requests: RequestClient;
let connection: NatsConnection;
let admin: NatsConnection;
let running: LogConsumer[] = [];

beforeAll(async () => {
  rig = await startLogRig();
  requests = RequestClient.of(rig.credentials('data-delivery'));
  connection = await connectNats(rig.credentials('data-delivery'));
  admin = await connect({ servers: rig.nats.url, user: 'admin', pass: 'test-only', maxReconnectAttempts: -1, reconnectTimeWait: 100 });
}, 60_000);

afterEach(async () => {
  await Promise.all(running.map((consumer) => consumer.stop()));
  running = [];
});

afterAll(async () => {
  await requests?.close();
  await Promise.all([connection?.close(), admin?.close()]);
  await rig?.stop();
});

const record = async (entries: readonly LogEntry[], manager: EntityManager): Promise<void> => {
  for (const { logIndex } of entries) await manager.query('INSERT INTO applied (log_index) VALUES ($1)', [logIndex]);
};

function follow(apply = record): LogConsumer {
  const { follower: dataSource } = rig;
  const consumer = new LogConsumer({ connection, requests, log: 'meter-ingestion', service: 'data-delivery', dataSource, apply });
  running.push(consumer);
  consumer.start();
  return consumer;
}

async function until(condition: () => Promise<boolean>, milliseconds = 20_000): Promise<void> {
  for (const end = Date.now() + milliseconds; !(await condition());) {
    if (Date.now() > end) throw new Error('it did not come to pass in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Every entry once and in order, up to the head of the owner's log. */
async function expectCaughtUp(milliseconds?: number): Promise<void> {
  const { head } = await rig.outbox.readPage({ after: -1, limit: 1 });
  await until(async () => (await rig.applied()).length > head, milliseconds);
  expect(await rig.applied()).toEqual(Array.from({ length: head + 1 }, (_, i) => i));
}

async function streamMessages(): Promise<number> {
  const manager = await jetstreamManager(admin, { checkAPI: false });
  return manager.streams.info(STREAM).then(
    ({ state }) => state.messages,
    () => 0,
  );
}

describe('LogConsumer', () => {
  it('applies what is appended, once and in order', async () => {
    follow();
    await rig.append(150, 10);
    await expectCaughtUp();
  });

  it('reads a hole and a missing tail from the owner', async () => {
    const before = await streamMessages();
    // A message holds entries of one type: these are ten messages.
    const events = Array.from({ length: 10 }, (_, i) => ({ ...testEvent(), type: i % 2 === 0 ? 'TestHappened' : 'TestFollowed' }));
    await rig.ownerSource.transaction((manager) => rig.outbox.append(manager, events));
    await until(async () => (await streamMessages()) === before + 10);
    const manager = await jetstreamManager(admin, { checkAPI: false });
    const { state } = await manager.streams.info(STREAM);
    for (const back of [6, 5, 0]) await manager.streams.deleteMessage(STREAM, state.last_seq - back, true);
    follow();
    await expectCaughtUp();
  });

  it('applies a message that comes twice once, also with two followers at work', async () => {
    const { entries } = await rig.outbox.readPage({ after: -1, limit: 5 });
    follow();
    follow();
    for (const entry of entries) {
      await jetstream(admin).publish('gl.evt.meter-ingestion.TestHappened', JSON.stringify(entry), { msgID: `again ${entry.id}` });
    }
    await rig.append(100, 5);
    await expectCaughtUp();
  });

  it('does not pass an entry whose application fails, and applies it when it can', async () => {
    const { head } = await rig.outbox.readPage({ after: -1, limit: 1 });
    const poison = head + 8;
    let refusals = 0;
    follow(async (entries, manager) => {
      await record(entries, manager);
      if (entries.some(({ logIndex }) => logIndex === poison) && refusals++ < 4) throw new Error('refused on purpose');
    });
    await rig.append(20);
    await until(async () => refusals >= 3);
    expect((await rig.applied()).at(-1)).toBe(poison - 1);
    await expectCaughtUp();
    expect(refusals).toBeGreaterThanOrEqual(4);
  });

  it('catches up when JetStream comes back empty', async () => {
    follow();
    await expectCaughtUp();
    rig.nats.kill();
    await rig.nats.exited;
    await rm(join(rig.directory, 'jetstream'), { recursive: true });
    await rig.append(50, 5);
    await rig.nats.restart();
    await rig.append(50, 5);
    await expectCaughtUp();
    // JetStream carries again, not only the repair: a new stream was made and the follower's consumer too.
    await until(async () => {
      await rig.append(1);
      return (await streamMessages()) > 3;
    });
    await until(async () => {
      const manager = await jetstreamManager(admin, { checkAPI: false });
      return manager.consumers.info(STREAM, 'data-delivery').then(
        ({ num_pending }) => num_pending === 0,
        () => false,
      );
    });
    await expectCaughtUp();
  }, 60_000);

  it('loses nothing when nats-server is killed in the middle', async () => {
    follow();
    const appending = rig.append(3000, 20);
    await new Promise((resolve) => setTimeout(resolve, 300));
    rig.nats.kill();
    await rig.nats.exited;
    await rig.nats.restart();
    await appending;
    await expectCaughtUp(30_000);
  }, 60_000);
});
