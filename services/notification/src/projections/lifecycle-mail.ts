import type { AuthorizationEvent, Period, ServiceIdentifier } from '@greenledger/contracts';

/** Mails about what happens to an authorization without the customer asking for it. */
export const LIFECYCLE_MAILS = [
  'expired',
  'unused',
  'oneTimeReleased',
  'holdingChanged',
  'account',
  'agreement',
  'meter',
  'ending',
  'yearly',
  'reinstated',
] as const;
export type LifecycleMailKind = (typeof LIFECYCLE_MAILS)[number];

/** What such a mail tells beside the terms. */
export interface MailDetails {
  /** The customer's own periods at the service, for `holdingChanged`. */
  readonly periods?: readonly Period[];
}

export interface LifecycleMail {
  readonly kind: LifecycleMailKind;
  readonly details?: MailDetails;
}

/** Which mail of the lifecycle an event leads to; none for what the customer did. */
export function lifecycleMailFor(event: AuthorizationEvent): LifecycleMail | undefined {
  switch (event.type) {
    case 'AuthorizationModified':
      return event.data.cause && { kind: event.data.cause };
    case 'AuthorizationExpired':
      return { kind: event.data.cause ?? 'expired' };
    case 'UsagePointHoldingChanged':
      return { kind: 'holdingChanged', details: { periods: event.data.periods } };
    case 'ServiceIdentifierChanged':
      return { kind: event.data.identifier satisfies ServiceIdentifier };
    case 'AuthorizationReminderDue':
      return { kind: event.data.reminder };
    case 'AuthorizationReinstated':
      return { kind: 'reinstated' };
    default:
      return undefined;
  }
}
