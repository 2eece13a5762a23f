import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { OAuthSettings } from './oauth-settings.js';

/** A nonce is given out for so long; it is good for as long again. Seconds. */
const STEP = 60;

/**
 * Nonces that proofs at a resource must hold (RFC 9449 section 9): a proof made in advance, or on another clock, is worth nothing.
 * Made from the time and a key that all processes of this service share, so nothing is stored.
 */
@Injectable()
export class ResourceNonces {
  readonly #key: string;

  constructor(@Inject(OAuthSettings) { cookieKeys }: OAuthSettings) {
    this.#key = `dpop nonces of resources ${cookieKeys[0] ?? ''}`;
  }

  /** The one for the next proof. @param at seconds since 1970-01-01 UTC */
  current(at: number): string {
    return this.#of(Math.floor(at / STEP));
  }

  /** Whether it is the present one or the one before. */
  isGood(nonce: unknown, at: number): boolean {
    const step = Math.floor(at / STEP);
    return nonce === this.#of(step) || nonce === this.#of(step - 1);
  }

  #of(step: number): string {
    return createHmac('sha256', this.#key).update(String(step)).digest('base64url');
  }
}
