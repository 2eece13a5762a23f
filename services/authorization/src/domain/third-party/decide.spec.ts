import { describe, it } from '@jest/globals';
import type { ThirdPartyEvent, ThirdPartyRegistered } from '@greenledger/contracts';
import { deciderSpecification } from '@greenledger/testing';
import { decideThirdParty, evolveThirdParty, initialThirdParty } from './index.js';
import type { ThirdPartyCommand, ThirdPartyState } from './index.js';

const spec = deciderSpecification<ThirdPartyState, ThirdPartyCommand, ThirdPartyEvent>({
  initial: initialThirdParty,
  decide: decideThirdParty,
  evolve: evolveThirdParty,
});

const facts: ThirdPartyRegistered['data'] = {
  thirdPartyId: 'tp-1',
  applicationInformationId: 'ai-1',
  clientId: 'cl-1',
  name: 'Sunny Advice',
  purpose: 'advice on saving energy',
  clientUri: 'https://sunny.example/',
  policyUri: 'https://sunny.example/privacy',
  tosUri: 'https://sunny.example/terms',
  redirectUris: ['https://sunny.example/callback'],
  notifyUri: 'http://localhost:9000/notify',
  scopes: ['FB=4_5;HistoryLength=34214400'],
  softwareId: 'sunny',
  softwareVersion: '1.0',
};
const register = (changed: Partial<typeof facts> = {}): ThirdPartyCommand => ({
  type: 'registerThirdParty',
  facts: { ...facts, ...changed },
});
const registered: ThirdPartyEvent = { type: 'ThirdPartyRegistered', data: facts };
const approve: ThirdPartyCommand = { type: 'approveThirdParty', approvedBy: 'operator' };
const approved: ThirdPartyEvent = { type: 'ThirdPartyApproved', data: { thirdPartyId: 'tp-1', approvedBy: 'operator' } };

describe('registerThirdParty', () => {
  it('records the facts', () => spec.given().when(register()).then(registered));
  it('refuses a second registration', () => spec.given(registered).when(register()).thenThrows('conflict'));
  it.each<[string, Partial<typeof facts>]>([
    ['http elsewhere than on loopback', { policyUri: 'http://sunny.example/privacy' }],
    ['a host that only begins like loopback', { notifyUri: 'http://localhost.evil.example/' }],
    ['a user name in a URI', { clientUri: 'https://a@sunny.example/' }],
    ['a fragment in a redirect URI', { redirectUris: ['https://sunny.example/#x'] }],
    ['no redirect URI', { redirectUris: [] }],
    ['a script as logo', { logoUri: 'javascript:alert(1)' }],
    ['a scope outside the grammar', { scopes: ['openid'] }],
    ['an empty name', { name: ' ' }],
  ])('refuses %s', (_, changed) => spec.given().when(register(changed)).thenThrows('invalid-body'));
});

describe('approveThirdParty', () => {
  it('puts a company into production', () => spec.given(registered).when(approve).then(approved));
  it('does nothing the second time', () => spec.given(registered, approved).when(approve).then());
  it('refuses what was never registered', () => spec.given().when(approve).thenThrows('not-found'));
});
