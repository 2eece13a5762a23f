import type { Holding } from '../holding.js';
import type { DomainEvent } from '../log-entry.js';

/**
 * The customer's own periods at an authorized usage point are others now: moved out, moved in again, or corrected. From
 * this version on no release reaches outside them; `periods` is always the whole of them.
 */
export type UsagePointHoldingChanged = DomainEvent<'UsagePointHoldingChanged', Holding & { readonly authorizationId: string }>;

/** What the utility numbers anew while the usage point and its id stay. */
export type ServiceIdentifier = 'account' | 'agreement' | 'meter';

/** An authorized service got a new account, agreement or meter number. Holds no number: the feed shows the new one. */
export type ServiceIdentifierChanged = DomainEvent<
  'ServiceIdentifierChanged',
  { readonly authorizationId: string; readonly usagePointId: string; readonly identifier: ServiceIdentifier }
>;

/**
 * The customer is to be reminded: `ending` before the end of the authorized period, `yearly` that the authorization is
 * still there. `dueFor`: the end, or the anniversary, in seconds since 1970-01-01 UTC; one reminder for each.
 */
export type AuthorizationReminderDue = DomainEvent<
  'AuthorizationReminderDue',
  { readonly authorizationId: string; readonly reminder: 'ending' | 'yearly'; readonly dueFor: number }
>;

export type AuthorizationLifecycleEvent = UsagePointHoldingChanged | ServiceIdentifierChanged | AuthorizationReminderDue;
