import { atomId, relatedLink, selfLink, upLink } from '@greenledger/espi';
import type { PairwiseIds } from '../access/pairwise-ids.js';
import type { Address } from '../feed/feed-addresses.js';
import type { ResourceUris } from '../resources/resource-uris.js';

/** Where a customer resource is: `path` below `RetailCustomer/{id}`, of which the last part is its id. */
export interface CustomerAddress extends Address {
  readonly path: string;
  readonly collection: string;
}

/**
 * Ids and links of the customer records of one authorization. Like those of the usage feed, path ids differ from company to
 * company, and Atom ids from authorization to authorization.
 */
export class CustomerAddresses {
  constructor(
    private readonly uris: ResourceUris,
    private readonly ids: PairwiseIds,
    private readonly authorizationId: string,
  ) {}

  /**
   * The address of a resource.
   * @param above path of the resource that it belongs to, '' for none
   * @param name of the resource, which names its collection too
   * @param id internal; only its pairwise form is shown
   * @param below collections that it leads to
   */
  of(above: string, name: string, id: string, below: readonly string[] = []): CustomerAddress {
    const own = this.ids.of(`${name}/${id}`);
    const collection = above === '' ? name : `${above}/${name}`;
    const path = `${collection}/${own}`;
    const related = below.map((other) =>
      relatedLink(this.uris.retailCustomer(this.authorizationId, `${path}/${other}`), `cust-feed/${other}`),
    );
    return {
      id: atomId(this.uris.retailCustomer(this.authorizationId, `${name}/${own}`)),
      path,
      collection,
      links: [
        selfLink(this.uris.retailCustomer(this.authorizationId, path), `cust-entry/${name}`),
        upLink(this.uris.retailCustomer(this.authorizationId, collection), `cust-feed/${name}`),
        ...related,
      ],
    };
  }

  /** The same URI as the self link of the UsagePoint in the usage feed. */
  usagePoint(usagePointId: string): string {
    return this.uris.usagePoint(this.authorizationId, this.ids.of(usagePointId));
  }
}
