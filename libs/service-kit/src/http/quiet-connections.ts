import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';

/**
 * Has a closing server end the connections that carry no request, and each other one with its last answer. Node alone ends those
 * only that rest between two requests at that very moment. A connection that has not asked anything yet (`fetch` of Node opens one
 * anew after an answer that was aborted, browsers open some ahead) and one whose answer ends a little later would keep the
 * server open for as long as the client likes: 72 s by the keep-alive that Fastify offers.
 */
export function closeQuietConnections(fastify: FastifyInstance): void {
  const { server } = fastify;
  /** Open connections, and how many answers each has under way. */
  const answers = new Map<Socket, number>();
  let closing = false;

  const settle = (socket: Socket): void => {
    // What was written still goes out.
    if (closing && answers.get(socket) === 0) socket.destroySoon();
  };
  server.prependListener(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    answers.set(socket, 0);
    socket.once('close', () => answers.delete(socket));
    settle(socket);
  });
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const count = (more: 1 | -1): void => {
      const before = answers.get(socket);
      if (before !== undefined) answers.set(socket, before + more);
    };
    count(1);
    response.once('close', () => {
      count(-1);
      settle(socket);
    });
  });
  fastify.addHook('preClose', (done) => {
    closing = true;
    for (const socket of [...answers.keys()]) settle(socket);
    done();
  });
}
