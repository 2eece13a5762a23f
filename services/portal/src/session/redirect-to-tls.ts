import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProblemError } from '@greenledger/contracts';
import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { PortalConfiguration } from '../portal-configuration.js';

/** Paths of programs: a client that is redirected would go on sending its token in the clear, and nobody would notice. */
const OF_PROGRAMS = /^\/(oauth|DataCustodian|ingest|\.well-known|health)(\/|$|\?)/;

/**
 * Listens for plain HTTP and sends browsers to the same page of PUBLIC_ORIGIN with 308; programs, and forms, are refused with 403
 * and never redirected (SEC-007). Closes with the portal.
 */
export async function redirectToTls(
  portal: FastifyInstance,
  { HOST, HTTP_REDIRECT_PORT, PUBLIC_ORIGIN }: Pick<PortalConfiguration, 'HOST' | 'HTTP_REDIRECT_PORT' | 'PUBLIC_ORIGIN'>,
): Promise<number> {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => answer(request, response, PUBLIC_ORIGIN));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(HTTP_REDIRECT_PORT, HOST, resolve));
  portal.addHook('onClose', (_instance, done) => {
    server.closeAllConnections();
    server.close(() => done());
  });
  const { port } = server.address() as AddressInfo;
  new Logger('start').log(`plain HTTP on port ${port} sends browsers to ${PUBLIC_ORIGIN}`);
  return port;
}

function answer(request: IncomingMessage, response: ServerResponse, origin: string): void {
  const path = request.url?.startsWith('/') && !request.url.startsWith('//') ? request.url : '/';
  const isPage = (request.method === 'GET' || request.method === 'HEAD') && !OF_PROGRAMS.test(path);
  response.setHeader('connection', 'close');
  if (isPage) {
    response.writeHead(308, { location: `${origin}${path}` }).end();
    return;
  }
  const detail = `This came unencrypted. Send it to ${origin}, and replace every token and secret that was in it: others may have read them.`;
  const problem = new ProblemError('forbidden', detail).toProblem();
  const body = JSON.stringify({ ...problem, type: `${origin}/docs/errors#${problem.code}` });
  response.writeHead(problem.status, { 'content-type': 'application/problem+json' }).end(body);
}
