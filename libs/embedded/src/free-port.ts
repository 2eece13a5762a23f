import { createServer, type AddressInfo } from 'node:net';

/**
 * A TCP port on 127.0.0.1 that is free now: `wanted` when it is, else the next ones up to `wanted + 100`, or any when
 * nothing is wanted. Another process may take it before it is used; callers that start a server try again then.
 */
export async function freePort(wanted = 0): Promise<number> {
  if (wanted === 0) return (await tryPort(0))!;
  for (let port = wanted; port <= Math.min(wanted + 100, 65_535); port++) {
    if (await tryPort(port)) return port;
  }
  throw new Error(`No port between ${wanted} and ${wanted + 100} is free: name another one.`);
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const taken = (server.address() as AddressInfo).port;
      server.close(() => resolve(taken));
    });
  });
}
