import type { Window } from '@greenledger/contracts';

/** URIs of ESPI resources as a third party dereferences them; a subscription has the id of its authorization. */
export class ResourceUris {
  readonly #base: string;

  /** `publicOrigin` without a trailing slash, for example `https://data.utility.example`. */
  constructor(publicOrigin: string) {
    this.#base = `${publicOrigin}/DataCustodian/espi/1_1/resource`;
  }

  applicationInformation(applicationInformationId: string): string {
    return `${this.#base}/ApplicationInformation/${applicationInformationId}`;
  }

  authorization(authorizationId: string): string {
    return `${this.#base}/Authorization/${authorizationId}`;
  }

  /** With `window`: only what was used in it (published-min and published-max, Zulu time, half-open). */
  batchSubscription(authorizationId: string, window?: Window): string {
    const uri = `${this.#base}/Batch/Subscription/${authorizationId}`;
    return window ? `${uri}?published-min=${zulu(window.start)}&published-max=${zulu(window.end)}` : uri;
  }
}

const zulu = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
