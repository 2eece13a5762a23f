import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './address-guard.js';

/** A notify URI that must not be called; the message says by which rule. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}

/** Where a BatchList may be sent: https on public addresses; with `allowLoopback` also http on this machine. */
export class NotifyTarget {
  readonly url: URL;

  /** @throws TargetRefused */
  constructor(
    notifyUri: string,
    private readonly allowLoopback: boolean,
  ) {
    if (!URL.canParse(notifyUri)) throw new TargetRefused('the notify URI is no URI');
    this.url = new URL(notifyUri);
    const host = this.url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host)) this.#admit(host);
    const local = allowLoopback && (host === 'localhost' || isLoopbackAddress(host));
    if (this.url.protocol !== 'https:' && !(local && this.url.protocol === 'http:'))
      throw new TargetRefused('the notify URI must be https');
    if (this.url.username || this.url.password) throw new TargetRefused('the notify URI must not hold credentials');
  }

  /**
   * Name resolution for the connection itself: the address that was judged is the one connected to, so a name that
   * changes between two look-ups (DNS rebinding) gains nothing.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      try {
        for (const { address } of addresses) this.#admit(address);
      } catch (refusal) {
        return callback(refusal as Error, '', 0);
      }
      if (options.all) return callback(null, addresses);
      const first = addresses[0]!;
      callback(null, first.address, first.family);
    });
  };

  #admit(address: string): void {
    if (isPublicAddress(address) || (this.allowLoopback && isLoopbackAddress(address))) return;
    throw new TargetRefused('the notify URI leads to an address that is not public');
  }
}
