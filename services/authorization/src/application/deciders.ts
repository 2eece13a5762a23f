import type { AuthorizationEvent, ThirdPartyEvent } from '@greenledger/contracts';
import type { Decider } from '@greenledger/event-store';
import { decideAuthorization, evolveAuthorization, initialAuthorization } from '../domain/authorization/index.js';
import type { AuthorizationCommand, AuthorizationState } from '../domain/authorization/index.js';
import { decideThirdParty, evolveThirdParty, initialThirdParty } from '../domain/third-party/index.js';
import type { ThirdPartyCommand, ThirdPartyState } from '../domain/third-party/index.js';

/** The pure rules of the Authorization aggregate, in the form `handleCommand` takes. */
export const authorizationDecider: Decider<AuthorizationCommand, AuthorizationState, AuthorizationEvent> = {
  initialState: initialAuthorization,
  decide: (command, state) => decideAuthorization(state, command),
  evolve: evolveAuthorization,
};

/** Names the members of AuthorizationState: with another name, earlier snapshots count as none. */
export const AUTHORIZATION_STATE_SHAPE = 'authorization-4';

/** The pure rules of the ThirdParty aggregate, in the form `handleCommand` takes. */
export const thirdPartyDecider: Decider<ThirdPartyCommand, ThirdPartyState, ThirdPartyEvent> = {
  initialState: initialThirdParty,
  decide: (command, state) => decideThirdParty(state, command),
  evolve: evolveThirdParty,
};

export const authorizationStream = (authorizationId: string): string => `authorization-${authorizationId}`;
export const thirdPartyStream = (thirdPartyId: string): string => `third-party-${thirdPartyId}`;
