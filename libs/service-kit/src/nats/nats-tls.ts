import type { TlsOptions } from '@nats-io/transport-node';

/**
 * TLS of a connection to NATS, or none for `nats://`. The client of NATS checks the name of the server only when it is a DNS name;
 * an address it would take for `localhost`, so the host of the URL is always named.
 */
export function natsTls(url: string, caFile: string | undefined): { tls: TlsOptions } | undefined {
  if (!url.startsWith('tls:')) return undefined;
  // The options go on to node:tls, which reads `host`; their type does not tell of it.
  return { tls: { host: new URL(url).hostname, ...(caFile && { caFile }) } as TlsOptions };
}
