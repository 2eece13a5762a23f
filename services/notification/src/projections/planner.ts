import type { AuthorizationEvent, DataArrived, Period, Terms, ThirdPartyRegistered, Window } from '@greenledger/contracts';
import type { LifecycleMailKind } from './lifecycle-mail.js';
import type { ResourceUris } from './resource-uris.js';

/** An authorization as far as notification knows it: pseudonymous ids and terms only. */
export interface KnownAuthorization {
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  readonly customerId: string;
  readonly active: boolean;
  readonly terms: Terms;
  /** BCP 47 tag of the language in which the customer agreed; null when it is not known. */
  readonly locale?: string | null;
  /** The customer's own periods by usage point; one that is not in it is not known to be limited. */
  readonly holdings?: Readonly<Record<string, readonly Period[]>>;
}

/** One POST of a BatchList to be made. */
export interface PlannedDelivery {
  readonly thirdPartyId: string;
  /** Counts the deliveries of one event to one third party, from 0. */
  readonly ordinal: number;
  readonly resources: readonly string[];
  /** Headers beside those that every POST has. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type MailKind = 'granted' | 'modified' | 'revoked' | LifecycleMailKind;

/** 80 URIs of at most 240 bytes stay below the 20 kB that a thin payload may have (SEC-106). */
const RESOURCES_PER_DELIVERY = 80;

/**
 * What a third party is told when an authorization changes: its Authorization URI and, when it was granted, where the data is.
 * `authorization` is its state after the event.
 */
export function planForAuthorization(
  type: AuthorizationEvent['type'],
  authorization: KnownAuthorization,
  uris: ResourceUris,
): readonly PlannedDelivery[] {
  const resources = resourcesFor(type, authorization.authorizationId, uris);
  return resources.length === 0 ? [] : [{ thirdPartyId: authorization.thirdPartyId, ordinal: 0, resources }];
}

/** What a third party is told when its registration changes (Green Button CMD test PSH001). */
export function planForRegistration(
  { thirdPartyId, applicationInformationId }: Pick<ThirdPartyRegistered['data'], 'thirdPartyId' | 'applicationInformationId'>,
  uris: ResourceUris,
): readonly PlannedDelivery[] {
  return [{ thirdPartyId, ordinal: 0, resources: [uris.applicationInformation(applicationInformationId)] }];
}

function resourcesFor(type: AuthorizationEvent['type'], authorizationId: string, uris: ResourceUris): readonly string[] {
  switch (type) {
    case 'AuthorizationGranted':
    case 'AuthorizationReinstated':
      return [uris.authorization(authorizationId), uris.batchSubscription(authorizationId)];
    case 'AuthorizationModified':
    case 'AuthorizationRevoked':
    case 'AuthorizationExpired':
    case 'AuthorizationReminderDue':
      return [uris.authorization(authorizationId)];
    case 'UsagePointHoldingChanged':
    case 'ServiceIdentifierChanged':
      return [uris.authorization(authorizationId), uris.batchSubscription(authorizationId)];
    default:
      return [];
  }
}

/** Which mail the customer gets for what the customer did; see lifecycle-mail.ts for what happened without. */
export function mailFor(type: AuthorizationEvent['type']): MailKind | undefined {
  if (type === 'AuthorizationGranted') return 'granted';
  if (type === 'AuthorizationModified') return 'modified';
  if (type === 'AuthorizationRevoked') return 'revoked';
  return undefined;
}

/**
 * What third parties are told when readings arrived: for each active authorization that holds one of the usage points
 * with the data set `usage`, the span that changed, cut to what the customer agreed to share and held at the time. No usage, no ids of customers.
 */
export function planForArrival(
  arrival: DataArrived['data'],
  authorizations: readonly KnownAuthorization[],
  uris: ResourceUris,
): readonly PlannedDelivery[] {
  const byThirdParty = new Map<string, string[]>();
  for (const authorization of authorizations) {
    const window = windowFor(arrival, authorization);
    if (!window) continue;
    const resources = byThirdParty.get(authorization.thirdPartyId) ?? [];
    resources.push(uris.batchSubscription(authorization.authorizationId, window));
    byThirdParty.set(authorization.thirdPartyId, resources);
  }
  return [...byThirdParty].flatMap(([thirdPartyId, resources]) => inDeliveries(thirdPartyId, resources));
}

function windowFor(arrival: DataArrived['data'], { active, terms, holdings }: KnownAuthorization): Window | undefined {
  if (!active || !terms.dataSets.includes('usage')) return undefined;
  const changed = arrival.usagePoints
    .filter(({ usagePointId }) => terms.usagePointIds.includes(usagePointId))
    .flatMap((one) => ownParts(one, holdings?.[one.usagePointId]));
  if (changed.length === 0) return undefined;
  const start = Math.max(Math.min(...changed.map((one) => one.start)), terms.publishedPeriod.start);
  const end = Math.min(Math.max(...changed.map((one) => one.end)), terms.publishedPeriod.end ?? Infinity);
  return start < end ? { start, end } : undefined;
}

/** That data of the next holder arrived is not told either. */
function ownParts({ start, end }: Window, periods: readonly Period[] | undefined): Window[] {
  if (periods === undefined) return [{ start, end }];
  const parts = periods.map((own) => ({ start: Math.max(start, own.start), end: Math.min(end, own.end ?? Infinity) }));
  return parts.filter((part) => part.start < part.end);
}

function inDeliveries(thirdPartyId: string, resources: readonly string[]): PlannedDelivery[] {
  const deliveries: PlannedDelivery[] = [];
  for (let at = 0; at < resources.length; at += RESOURCES_PER_DELIVERY) {
    deliveries.push({ thirdPartyId, ordinal: deliveries.length, resources: resources.slice(at, at + RESOURCES_PER_DELIVERY) });
  }
  return deliveries;
}
