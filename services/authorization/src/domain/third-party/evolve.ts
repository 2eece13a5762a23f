import type { ThirdPartyEvent } from '@greenledger/contracts';
import type { ThirdPartyState } from './state.js';

/** Folds one event into the state. Total: never throws, never judges. */
export function evolveThirdParty(state: ThirdPartyState, event: ThirdPartyEvent): ThirdPartyState {
  const version = state.version + 1;
  switch (event.type) {
    case 'ThirdPartyRegistered':
      return state.status === 'none' ? { status: 'review', version, facts: event.data } : { ...state, version };
    case 'ThirdPartyApproved':
      return state.status === 'review' ? { ...state, status: 'production', version } : { ...state, version };
    default:
      event satisfies never;
      return { ...(state as ThirdPartyState), version };
  }
}
