import proxyAddress from '@fastify/proxy-addr';

/** Tells the proxies of this deployment from everybody else. @param list addresses, ranges or names such as `loopback`, by commas */
export function trustedPeers(list: string): (address: string) => boolean {
  const trusts = proxyAddress.compile(list.split(',').map((part) => part.trim()));
  return (address) => address !== '' && trusts(address, 0);
}
