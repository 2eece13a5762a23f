import { createHmac } from 'node:crypto';

/**
 * Path ids that differ from third party to third party, so that two companies cannot join what they hold: the first 16
 * bytes of HMAC-SHA256(key, `<id>|<thirdPartyId>`) in the shape of a UUID, lower case.
 */
export class PairwiseIds {
  constructor(
    private readonly key: Uint8Array,
    private readonly thirdPartyId: string,
  ) {}

  of(id: string): string {
    const hex = createHmac('sha256', this.key).update(`${id}|${this.thirdPartyId}`).digest('hex').slice(0, 32);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}
