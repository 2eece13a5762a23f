import type { AuthorizationEvent } from '@greenledger/contracts';
import { withHoldings } from './holding.js';
import { isSandbox } from './sandbox.js';
import type { AuthorizationState, ExistingAuthorization } from './state.js';

/** An event with its moment, when the log tells one: the domain takes the time from there and from no clock. */
export type TimedEvent<Event = AuthorizationEvent> = Event & { readonly metadata?: { readonly occurredAt: string } };

/**
 * Folds one event into the state. Total: it never throws and never judges, because what is in the log has happened; an
 * event of an unknown type, or one that fits no state, only counts as a version.
 */
export function evolveAuthorization(state: AuthorizationState, event: TimedEvent): AuthorizationState {
  const version = state.version + 1;
  if (event.type === 'AuthorizationGranted') {
    if (state.status !== 'none') return { ...state, version };
    const { authorizationId, thirdPartyId, customerId, scope, terms, consent } = event.data;
    const facts = { authorizationId, thirdPartyId, customerId, scope, terms, termsVersion: version, refusedHours: {} };
    const lastUsedAt = momentOf(event) ?? terms.authorizedPeriod.start;
    const holdings = withHoldings({}, event.data.holdings);
    return { status: 'active', version, ...facts, holdings, lastUsedAt, ...(isSandbox(consent) && { sandbox: true }) };
  }
  if (state.status === 'none') return { ...state, version };
  return evolveExisting({ ...state, version }, event);
}

function evolveExisting(
  state: ExistingAuthorization,
  event: TimedEvent<Exclude<AuthorizationEvent, { type: 'AuthorizationGranted' }>>,
): ExistingAuthorization {
  switch (event.type) {
    case 'AuthorizationModified':
      if (state.status !== 'active') return state;
      return {
        ...state,
        terms: event.data.terms,
        termsVersion: state.version,
        holdings: withHoldings(state.holdings, event.data.holdings),
      };
    case 'AuthorizationRevoked':
      if (state.status !== 'active' && state.ended?.by !== 'thirdParty') return state;
      return { ...state, status: 'revoked', ended: { by: event.data.by, reason: event.data.reason, at: momentOf(event) } };
    case 'AuthorizationExpired':
      if (state.status !== 'active') return state;
      return { ...state, status: 'expired', ended: { by: 'expiry', reason: expiryReason(event.data.cause) } };
    case 'AuthorizationReinstated': {
      if (state.status !== 'revoked' || state.ended?.by !== 'thirdParty') return state;
      const { ended: _, ...before } = state;
      return { ...before, status: 'active' };
    }
    case 'DataReleaseRefused':
      return { ...state, refusedHours: { ...state.refusedHours, [event.data.code]: event.data.hour } };
    case 'DataReleased':
      return { ...state, lastUsedAt: Math.max(state.lastUsedAt, momentOf(event) ?? 0) };
    case 'UsagePointHoldingChanged':
      return { ...state, holdings: withHoldings(state.holdings, [event.data]) };
    case 'AuthorizationReminderDue':
      return event.data.reminder === 'ending'
        ? { ...state, remindedEnd: event.data.dueFor }
        : { ...state, remindedYear: event.data.dueFor };
    case 'ServiceIdentifierChanged':
      return state;
    default:
      event satisfies never;
      return state;
  }
}

/** What the customer and the company read about an expiry. */
export function expiryReason(cause: 'unused' | undefined): string {
  return cause === 'unused' ? 'no data was fetched for a long time' : 'the authorized period has ended';
}

/** Seconds since 1970-01-01 UTC; `undefined` when the event tells no time, or none that can be read. */
function momentOf({ metadata }: { readonly metadata?: { readonly occurredAt: string } }): number | undefined {
  const seconds = Math.floor(Date.parse(metadata?.occurredAt ?? '') / 1000);
  return Number.isNaN(seconds) ? undefined : seconds;
}
