/** Path of the ESPI resources under the public origin; `1_1` never changed and names no edition of the standard. */
export const RESOURCE_PATH = 'DataCustodian/espi/1_1/resource';

/** Where the Green Button Alliance shows the certificates that it issued. */
const CERTIFICATES = 'https://cert.greenbuttonalliance.org/certificate';

/** Absolute URIs of the ESPI resources of this data custodian. */
export class ResourceUris {
  readonly base: string;
  /** Page of the certificate of this deployment, if it has one. */
  readonly certificate: string | undefined;

  /** @param certificateId as the Green Button Alliance issued it */
  constructor(
    readonly origin: string,
    readonly certificateId?: string,
  ) {
    this.base = `${origin}/${RESOURCE_PATH}`;
    this.certificate = certificateId === undefined ? undefined : `${CERTIFICATES}/${certificateId}`;
  }

  /** The Authorization feed, or one entry of it. */
  authorization(authorizationId?: string): string {
    return join(this.base, 'Authorization', authorizationId);
  }

  applicationInformation(id?: string): string {
    return join(this.base, 'ApplicationInformation', id);
  }

  batchSubscription(authorizationId?: string): string {
    return join(this.base, 'Batch/Subscription', authorizationId);
  }

  batchBulk(bulkId: string): string {
    return join(this.base, 'Batch/Bulk', bulkId);
  }

  batchRetailCustomer(authorizationId: string): string {
    return join(this.base, 'Batch/RetailCustomer', authorizationId);
  }

  batchBulkRetailCustomerInfo(bulkId: string): string {
    return join(this.base, 'Batch/BulkRetailCustomerInfo', bulkId);
  }

  /** @param path below RetailCustomer, as in `Customer/{id}/CustomerAccount` */
  retailCustomer(authorizationId: string, path: string): string {
    return join(this.base, 'RetailCustomer', authorizationId, path);
  }

  usagePoint(subscriptionId: string, usagePointId?: string): string {
    return join(this.base, `Subscription/${subscriptionId}/UsagePoint`, usagePointId);
  }

  readingType(id?: string): string {
    return join(this.base, 'ReadingType', id);
  }

  localTimeParameters(id?: string): string {
    return join(this.base, 'LocalTimeParameters', id);
  }
}

const join = (...parts: (string | undefined)[]): string => parts.filter((part) => part !== undefined).join('/');
