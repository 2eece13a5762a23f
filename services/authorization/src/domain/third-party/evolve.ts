import { THIRD_PARTY_TESTS } from '@greenledger/contracts';
import type { ThirdPartyDecision, ThirdPartyEvent, ThirdPartyStage, ThirdPartyStatus, ThirdPartyTest } from '@greenledger/contracts';
import type { ExistingThirdParty, ThirdPartyState } from './state.js';
import { THE_COMPANY_ITSELF } from './withdrawal.js';

/** Folds one event into the state. Total: never throws, never judges. */
export function evolveThirdParty(state: ThirdPartyState, event: ThirdPartyEvent): ThirdPartyState {
  const version = state.version + 1;
  if (state.status === 'none') {
    if (event.type !== 'ThirdPartyRegistered') return { ...state, version };
    // Whom the operator registered is known to the operator: no e-mail to confirm, no test to wait for.
    const stage = event.data.profile ? 'registered' : 'review';
    return { status: 'review', stage, version, facts: event.data, testsPassed: [] };
  }
  return { ...after(state, event), version };
}

function after(state: ExistingThirdParty, event: ThirdPartyEvent): ExistingThirdParty {
  switch (event.type) {
    case 'ThirdPartyEmailConfirmed':
      return state.stage === 'registered' ? { ...state, stage: stageOf(state.testsPassed) } : state;
    case 'ThirdPartyTestPassed': {
      if (state.testsPassed.includes(event.data.test)) return state;
      const testsPassed = [...state.testsPassed, event.data.test];
      return { ...state, testsPassed, stage: state.stage === 'testing' ? stageOf(testsPassed) : state.stage };
    }
    case 'ThirdPartyApproved':
      return state.status === 'review' ? moved(state, 'production', 'production') : state;
    case 'ThirdPartyDeclined':
      return moved(state, 'review', 'declined', { kind: 'declined', reason: event.data.reason });
    case 'ThirdPartyModified': {
      const changed = { ...state, facts: event.data.facts };
      return state.stage === 'declined' ? moved(changed, 'review', stageOf(state.testsPassed)) : changed;
    }
    case 'ThirdPartySuspended':
      return moved(state, 'onHold', 'onHold', {
        kind: 'onHold',
        reason: event.data.reason,
        cureBy: event.data.cureBy,
        ...(event.data.suspendedBy === THE_COMPANY_ITSELF && { withdrawn: true as const }),
      });
    case 'ThirdPartyReinstated':
      return state.status === 'onHold' ? moved(state, 'production', 'production') : state;
    case 'ThirdPartyTerminated':
      return moved(state, 'terminated', 'terminated', { kind: 'terminated', reason: event.data.reason });
    case 'ThirdPartyCustomerBound':
      return state.boundTo === undefined ? { ...state, boundTo: event.data.customerId } : state;
    case 'ThirdPartyRegistered':
    case 'ThirdPartyCredentialRotated':
      return state;
    default:
      event satisfies never;
      return state;
  }
}

/** With the e-mail confirmed: the last test passed moves the registration on by itself. */
const stageOf = (passed: readonly ThirdPartyTest[]): ThirdPartyStage =>
  THIRD_PARTY_TESTS.every((test) => passed.includes(test)) ? 'review' : 'testing';

function moved(
  state: ExistingThirdParty,
  status: ThirdPartyStatus,
  stage: ThirdPartyStage,
  decision?: ThirdPartyDecision,
): ExistingThirdParty {
  const { facts, version, testsPassed, boundTo } = state;
  return { status, stage, version, facts, testsPassed, ...(boundTo !== undefined && { boundTo }), ...(decision && { decision }) };
}
