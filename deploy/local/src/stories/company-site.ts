import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The web site and software of a company that registers: answers everything with 200, or with 500 while `broken`. */
export interface CompanySite {
  readonly url: string;
  /** Method and path of every call, oldest first. */
  readonly calls: readonly string[];
  broken: boolean;
  stop(): Promise<void>;
}

export async function startCompanySite(): Promise<CompanySite> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${new URL(request.url ?? '/', 'http://site.invalid').pathname}`);
    request.resume().on('end', () => response.writeHead(site.broken ? 500 : 200).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: CompanySite = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    broken: false,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return site;
}
