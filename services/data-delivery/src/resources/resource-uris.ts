/** Path of the ESPI resources under the public origin; `1_1` never changed and names no edition of the standard. */
export const RESOURCE_PATH = 'DataCustodian/espi/1_1/resource';

/** Absolute URIs of the ESPI resources of this data custodian. */
export class ResourceUris {
  readonly base: string;

  constructor(readonly origin: string) {
    this.base = `${origin}/${RESOURCE_PATH}`;
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
