import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DATA_SETS, ProblemError, type CustomerRecord, type RecordRelease } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import type { FeedQuery } from '../access/feed-query.js';
import { PairwiseIds } from '../access/pairwise-ids.js';
import { PairwiseKey } from '../access/pairwise-key.js';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { sha256 } from '../projections/digest.js';
import type { Paging } from '../release/paging.js';
import { recordRelease } from '../release/record-release.js';
import { ReleasePath, type Recipient } from '../release/release-path.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { CustomerAddresses } from './customer-addresses.js';
import { CUSTOMER_RENDERERS, customerText, type CustomerFaceName } from './customer-faces.js';
import { customerEntries, type CustomerEntry } from './customer-entries.js';
import { selectEntries, type CustomerRequest } from './customer-request.js';

/** All that may be shown of one authorization, before a request selects from it. */
export interface LoadedCustomer {
  readonly recipient: Recipient;
  readonly record: CustomerRecord;
  readonly entries: readonly CustomerEntry[];
  readonly addresses: CustomerAddresses;
}

export interface PreparedCustomerRelease {
  readonly customer: LoadedCustomer;
  readonly entries: readonly CustomerEntry[];
  readonly release: RecordRelease;
}

/**
 * The release path of customer records. They are fetched from meter-ingestion for this one answer and kept nowhere: what
 * stays is the record of the release, with a digest that hides what it is of.
 */
@Injectable()
export class CustomerReleases {
  constructor(
    private readonly requests: RequestClient,
    private readonly path: ReleasePath,
    private readonly uris: ResourceUris,
    private readonly key: PairwiseKey,
    private readonly configuration: DataDeliveryConfiguration,
  ) {}

  /** @throws ProblemError `release-refused` when the customer holds nothing of it; `not-found` when the records are erased */
  async load(recipient: Recipient): Promise<LoadedCustomer> {
    const { authorization, thirdPartyId } = recipient;
    const { customerId, terms, authorizationId } = authorization;
    const shown = await this.path.usagePointsOf(recipient);
    const usagePointIds = shown.map(({ usagePointId }) => usagePointId);
    const record = await this.requests
      .request('meter-ingestion.read-customer-record', {
        customerId,
        usagePointIds,
        dataSets: terms.dataSets,
        period: terms.publishedPeriod,
      })
      .catch((error: unknown) => {
        if (!(error instanceof ProblemError) || error.code !== 'unknown-customer') throw error;
        throw new ProblemError('not-found', 'The utility holds no customer records for this authorization any more.');
      });
    const addresses = new CustomerAddresses(this.uris, new PairwiseIds(this.key.bytes, thirdPartyId), authorizationId);
    const supplierName = this.configuration.UTILITY_NAME ?? null;
    return {
      recipient,
      record,
      addresses,
      entries: customerEntries(record, customerId, { addresses, supplierName, granted: terms.dataSets }),
    };
  }

  /** @throws ProblemError `not-found` when the path names what is not shown */
  select(
    customer: LoadedCustomer,
    asked: CustomerRequest,
    query: FeedQuery,
    paging: Paging,
    face: CustomerFaceName = 'atom',
  ): PreparedCustomerRelease {
    const { recipient, record, entries } = customer;
    const { authorization, thirdPartyId, clientId } = recipient;
    const selected = selectEntries(entries, asked, query, paging);
    const rendererVersion = CUSTOMER_RENDERERS[face];
    const hash = createHash('sha256').update(`renderer ${rendererVersion}\nresource ${asked.name}\nsalt ${record.digestSalt}\n`);
    if (face !== 'atom') hash.update(`text ${sha256(customerText(face, customer))}\n`);
    for (const { path, frame, payload } of selected) hash.update(`record ${path} ${frame.updated} ${sha256(payload)}\n`);
    const agreements = record.accounts.flatMap((account) => account.agreements);
    const usagePointIds = [...new Set(agreements.map(({ usagePointId }) => usagePointId))].sort();
    const release: RecordRelease = {
      resource: asked.name,
      manifestDigest: hash.digest('hex'),
      rendererVersion,
      // No readings: an empty window.
      window: { start: 0, end: 0 },
      usagePointIds,
      dataSets: DATA_SETS.filter((dataSet) => selected.some(({ dataSets }) => dataSets.includes(dataSet))),
      counts: { usagePoints: usagePointIds.length, blocks: 0, readings: 0 },
      extent: { complete: false, usagePoints: usagePointIds.map((usagePointId) => ({ usagePointId, windows: [] })) },
      releaseId: randomUUID(),
      authorizationId: authorization.authorizationId,
      thirdPartyId,
      clientId,
    };
    return { customer, entries: selected, release };
  }

  /** Returns when the release is recorded, and throws otherwise: see recordRelease. */
  async record({ release }: PreparedCustomerRelease): Promise<void> {
    await recordRelease(release, this.requests);
  }
}
