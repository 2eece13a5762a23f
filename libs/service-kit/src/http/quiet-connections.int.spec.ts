import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { closeQuietConnections } from './quiet-connections.js';

/** What the tests wait for comes at once or, without the hook, after 72 s of keep-alive: far beyond the limit of a test. */
let server: FastifyInstance;
let port: number;
/** Ends the answer that is under way. */
let finish: () => void;
const sockets: Socket[] = [];
const agent = new Agent({ keepAlive: true });

beforeEach(async () => {
  server = new FastifyAdapter({ forceCloseConnections: 'idle' }).getInstance();
  closeQuietConnections(server);
  server.get('/slow', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200);
    reply.raw.write('begun');
    finish = () => void reply.raw.end(' and ended');
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  port = (server.server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  agent.destroy();
  await server.close();
});

async function opened(): Promise<Socket> {
  const accepted = once(server.server, 'connection');
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  await Promise.all([once(socket, 'connect'), accepted]);
  return socket;
}
async function slowAnswer(): Promise<IncomingMessage> {
  const [answer] = (await once(get({ port, path: '/slow', agent }), 'response')) as [IncomingMessage];
  return answer.setEncoding('utf8');
}

describe('a server that closes', () => {
  it('ends a connection that has not asked anything yet', async () => {
    const socket = await opened();
    const ended = once(socket, 'close');
    socket.resume();
    await server.close();
    await ended;
  });

  it('lets an answer come to its end, whole, and ends its kept-alive connection then', async () => {
    const answer = await slowAnswer();
    let closed = false;
    const closing = server.close().then(() => void (closed = true));
    // It takes no further connection, or ends it at once.
    await opened().catch(() => undefined);
    expect(closed).toBe(false);
    finish();
    let body = '';
    for await (const chunk of answer) body += chunk as string;
    expect(body).toBe('begun and ended');
    await closing;
  });

  it('ends when the client of an answer under way leaves', async () => {
    const answer = await slowAnswer();
    const closing = server.close();
    answer.destroy();
    await closing;
  });
});
