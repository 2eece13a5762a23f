import type { AuthorizationEvent } from '@greenledger/contracts';
import type { AuthorizationState, ExistingAuthorization } from './state.js';

/**
 * Folds one event into the state. Total: it never throws and never judges, because what is in the log has happened; an
 * event of an unknown type, or one that fits no state, only counts as a version.
 */
export function evolveAuthorization(state: AuthorizationState, event: AuthorizationEvent): AuthorizationState {
  const version = state.version + 1;
  if (event.type === 'AuthorizationGranted') {
    if (state.status !== 'none') return { ...state, version };
    const { authorizationId, thirdPartyId, customerId, scope, terms } = event.data;
    return { status: 'active', version, authorizationId, thirdPartyId, customerId, scope, terms, termsVersion: version, refusedHours: {} };
  }
  if (state.status === 'none') return { ...state, version };
  return evolveExisting({ ...state, version }, event);
}

function evolveExisting(
  state: ExistingAuthorization,
  event: Exclude<AuthorizationEvent, { type: 'AuthorizationGranted' }>,
): ExistingAuthorization {
  switch (event.type) {
    case 'AuthorizationModified':
      return state.status === 'active' ? { ...state, terms: event.data.terms, termsVersion: state.version } : state;
    case 'AuthorizationRevoked':
      if (state.status !== 'active') return state;
      return { ...state, status: 'revoked', ended: { by: event.data.by, reason: event.data.reason } };
    case 'AuthorizationExpired':
      if (state.status !== 'active') return state;
      return { ...state, status: 'expired', ended: { by: 'expiry', reason: 'the authorized period has ended' } };
    case 'DataReleaseRefused':
      return { ...state, refusedHours: { ...state.refusedHours, [event.data.code]: event.data.hour } };
    case 'DataReleased':
      return state;
    default:
      event satisfies never;
      return state;
  }
}
