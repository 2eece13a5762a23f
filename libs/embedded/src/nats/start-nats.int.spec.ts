import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats, type NatsServer } from './start-nats.js';

describe('startNats', () => {
  const directory = mkdtempSync(join(tmpdir(), 'greenledger-embedded-'));
  const users = [
    { user: 'asker', password: 'one', permissions: { publish: ['ask.>'], subscribe: ['_INBOX.>'] } },
    { user: 'answerer', password: 'two', permissions: { publish: [], subscribe: ['ask.>'], allowResponses: true } },
  ];
  let server: NatsServer;

  beforeAll(async () => void (server = await startNats({ directory, users })));
  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const login = (index: number) =>
    connect({ servers: server.url, user: users[index]!.user, pass: users[index]!.password, maxReconnectAttempts: 1, reconnect: false });

  it('lets a user do what it may, and nothing else', async () => {
    const [asker, answerer] = [await login(0), await login(1)];
    answerer.subscribe('ask.time', { callback: (_, message) => void message.respond('noon') });
    await answerer.flush();
    expect((await asker.request('ask.time')).string()).toBe('noon');
    const refused = (async () => {
      for await (const status of answerer.status()) if (status.type === 'error') return String(status.error);
    })();
    answerer.publish('ask.time', 'not allowed');
    expect(await refused).toMatch(/permission/i);
    await Promise.all([asker.close(), answerer.close()]);
  });

  it('refuses a wrong password', async () => {
    await expect(connect({ servers: server.url, user: 'asker', pass: 'wrong' })).rejects.toThrow(/authorization/i);
  });

  it('comes back on the same port after a crash', async () => {
    const { url, pid } = server;
    server.kill();
    await server.exited;
    await server.restart();
    expect(server.url).toBe(url);
    expect(server.pid).not.toBe(pid);
    await (await login(0)).close();
  });
});
