import { ProblemError, type AuthorizationEvent } from '@greenledger/contracts';
import { joinPeriods, samePeriods } from './holding.js';
import type { EndUnused, LifecycleCommand, RecordHolding, RecordIdentifierChange, RemindCustomer } from './lifecycle-commands.js';
import { mayComeBack } from './reinstate.js';
import type { AuthorizationState, ExistingAuthorization } from './state.js';

/** Yearly reminders come every 365 days, counted from the start of the authorized period. */
export const YEAR_SECONDS = 365 * 86_400;

/**
 * What follows when time passes or the customer data change: at most one event, none for an ended authorization.
 * @throws ProblemError `not-found` when there is no such authorization
 */
export function decideLifecycle(state: AuthorizationState, command: LifecycleCommand): readonly AuthorizationEvent[] {
  if (state.status === 'none') throw new ProblemError('not-found', 'there is no such authorization');
  // Who holds the usage point is followed while the authorization may come back: it must not return with an outdated holder.
  const followed = command.type === 'recordHolding' && mayComeBack(state, command.at);
  if (state.status !== 'active' && !followed) return [];
  switch (command.type) {
    case 'recordHolding':
      return recordHolding(state, command);
    case 'recordIdentifierChange':
      return recordIdentifierChange(state, command);
    case 'remindCustomer':
      return remind(state, command);
    case 'endUnused':
      return endUnused(state, command);
    default:
      return command satisfies never;
  }
}

function recordHolding(state: ExistingAuthorization, { usagePointId, periods }: RecordHolding): readonly AuthorizationEvent[] {
  const joined = joinPeriods(periods);
  const known = state.holdings[usagePointId];
  if (!state.terms.usagePointIds.includes(usagePointId) || (known && samePeriods(known, joined))) return [];
  return [{ type: 'UsagePointHoldingChanged', data: { authorizationId: state.authorizationId, usagePointId, periods: joined } }];
}

function recordIdentifierChange(state: ExistingAuthorization, command: RecordIdentifierChange): readonly AuthorizationEvent[] {
  const { usagePointId, identifier } = command;
  if (!state.terms.usagePointIds.includes(usagePointId)) return [];
  return [{ type: 'ServiceIdentifierChanged', data: { authorizationId: state.authorizationId, usagePointId, identifier } }];
}

/** An authorization shorter than the notice gets none: its end was agreed to a moment ago. */
function remind(state: ExistingAuthorization, { at, beforeEndSeconds }: RemindCustomer): readonly AuthorizationEvent[] {
  const { authorizationId } = state;
  const { start, end } = state.terms.authorizedPeriod;
  if (end !== null && at >= end) return [];
  const noticed = end !== null && end - start > beforeEndSeconds && at >= end - beforeEndSeconds;
  if (noticed) {
    if (state.remindedEnd === end) return [];
    return [{ type: 'AuthorizationReminderDue', data: { authorizationId, reminder: 'ending', dueFor: end } }];
  }
  const years = Math.floor((at - start) / YEAR_SECONDS);
  const dueFor = start + years * YEAR_SECONDS;
  // After a standstill only the newest anniversary is told: one mail, not one for each year.
  if (years < 1 || dueFor <= (state.remindedYear ?? start)) return [];
  return [{ type: 'AuthorizationReminderDue', data: { authorizationId, reminder: 'yearly', dueFor } }];
}

function endUnused(state: ExistingAuthorization, { at, afterSeconds, lastUsedAt = 0 }: EndUnused): readonly AuthorizationEvent[] {
  const unusedSince = Math.max(state.lastUsedAt, lastUsedAt) + afterSeconds;
  if (at < unusedSince) return [];
  return [{ type: 'AuthorizationExpired', data: { authorizationId: state.authorizationId, expiredAt: unusedSince, cause: 'unused' } }];
}
