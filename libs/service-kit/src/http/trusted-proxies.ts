import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';

/** Tells the proxies of this deployment from everybody else. */
export class TrustedProxies {
  readonly #trusts: (address: string, hop: number) => boolean;

  /** @param list addresses, ranges (CIDR) or names such as `loopback`, separated by commas */
  constructor(list: string) {
    this.#trusts = proxyAddress.compile(list.split(',').map((part) => part.trim()));
  }

  /** Whether the TCP peer of a request is a proxy of ours: only then are its forwarded headers believed. */
  sent({ socket }: IncomingMessage): boolean {
    return socket.remoteAddress !== undefined && this.#trusts(socket.remoteAddress, 0);
  }

  /** Address of the client: the last one that no proxy of ours has. */
  addressOf(request: IncomingMessage): string {
    return request.socket.remoteAddress === undefined ? '' : proxyAddress(request, this.#trusts);
  }
}
