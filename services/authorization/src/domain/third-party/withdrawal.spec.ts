import { expect, it } from '@jest/globals';
import type { ThirdPartyEvent } from '@greenledger/contracts';
import { deciderSpecification } from '@greenledger/testing';
import { decideThirdParty, evolveThirdParty, initialThirdParty } from './index.js';
import type { ThirdPartyCommand, ThirdPartyState } from './index.js';

const spec = deciderSpecification<ThirdPartyState, ThirdPartyCommand, ThirdPartyEvent>({
  initial: initialThirdParty,
  decide: decideThirdParty,
  evolve: evolveThirdParty,
});
const DAY = 86_400;
const AT = 1_000_000;
const thirdPartyId = 'tp-1';
const registered: ThirdPartyEvent = {
  type: 'ThirdPartyRegistered',
  data: {
    thirdPartyId,
    applicationInformationId: 'ai-1',
    clientId: 'cl-1',
    name: 'Sunny Roofs',
    purpose: 'To work out how many panels fit.',
    clientUri: 'https://sunny.example/',
    policyUri: 'https://sunny.example/privacy',
    tosUri: 'https://sunny.example/terms',
    redirectUris: ['https://sunny.example/callback'],
    notifyUri: 'https://sunny.example/notify',
    scopes: ['FB=4_5'],
    softwareId: thirdPartyId,
    softwareVersion: '1',
  },
};
const approved: ThirdPartyEvent = { type: 'ThirdPartyApproved', data: { thirdPartyId, approvedBy: 'otto' } };
const live = [registered, approved];
const REASON = 'The company withdrew its registration.';
const withdrawn: ThirdPartyEvent = {
  type: 'ThirdPartySuspended',
  data: { thirdPartyId, suspendedBy: 'third-party', reason: REASON, cureBy: AT + 30 * DAY },
};
const held: ThirdPartyEvent = { type: 'ThirdPartySuspended', data: { thirdPartyId, suspendedBy: 'otto', reason: 'A leak.', cureBy: AT } };
const restored: ThirdPartyEvent = { type: 'ThirdPartyReinstated', data: { thirdPartyId, reinstatedBy: 'third-party' } };
const ended: ThirdPartyEvent = { type: 'ThirdPartyTerminated', data: { thirdPartyId, terminatedBy: 'third-party', reason: REASON } };

const withdraw: ThirdPartyCommand = { type: 'withdrawThirdParty', at: AT };
const restore: ThirdPartyCommand = { type: 'restoreThirdParty' };
const end = (at: number): ThirdPartyCommand => ({ type: 'endWithdrawnThirdParty', at });

it('a company in production withdraws, once, for thirty days', () => {
  spec
    .given(...live)
    .when(withdraw)
    .then(withdrawn);
  spec
    .given(...live, withdrawn)
    .when(withdraw)
    .then();
});

it('nothing is withdrawn before production, and not what the utility put on hold', () => {
  spec.given(registered).when(withdraw).thenThrows('conflict');
  spec
    .given(...live, held)
    .when(withdraw)
    .thenThrows('conflict');
});

it('the company takes its own withdrawal back, and never a hold of the utility', () => {
  spec
    .given(...live, withdrawn)
    .when(restore)
    .then(restored);
  spec
    .given(...live)
    .when(restore)
    .then();
  spec
    .given(...live, held)
    .when(restore)
    .thenThrows('conflict');
  spec
    .given(...live, withdrawn, held)
    .when(restore)
    .thenThrows('conflict');
  spec.given(registered).when(restore).thenThrows('conflict');
});

it('a withdrawal ends the registration when it was not taken back in time', () => {
  spec
    .given(...live, withdrawn)
    .when(end(AT + 30 * DAY - 1))
    .then();
  spec
    .given(...live, withdrawn)
    .when(end(AT + 30 * DAY))
    .then(ended);
  spec
    .given(...live, withdrawn, restored)
    .when(end(AT + 31 * DAY))
    .then();
  spec
    .given(...live, held)
    .when(end(AT + 31 * DAY))
    .then();
  spec
    .given(...live, withdrawn, ended)
    .when(restore)
    .thenThrows('conflict');
});

it('says who may take it back', () => {
  const state = [...live, withdrawn].reduce(evolveThirdParty, initialThirdParty);
  expect(state).toMatchObject({ stage: 'onHold', decision: { kind: 'onHold', withdrawn: true } });
  expect(evolveThirdParty(state, held)).not.toHaveProperty('decision.withdrawn');
});
