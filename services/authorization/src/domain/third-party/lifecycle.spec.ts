import { describe, expect, it } from '@jest/globals';
import type { ThirdPartyEvent, ThirdPartyRegistered, ThirdPartyTest } from '@greenledger/contracts';
import { deciderSpecification } from '@greenledger/testing';
import { decideThirdParty, evolveThirdParty, initialThirdParty } from './index.js';
import type { ExistingThirdParty, ThirdPartyCommand, ThirdPartyState } from './index.js';

const spec = deciderSpecification<ThirdPartyState, ThirdPartyCommand, ThirdPartyEvent>({
  initial: initialThirdParty,
  decide: decideThirdParty,
  evolve: evolveThirdParty,
});

const thirdPartyId = 'tp-1';
const facts: ThirdPartyRegistered['data'] = {
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
  profile: {
    userType: 'thirdParty',
    dataSets: ['usage'],
    portalUri: 'https://sunny.example/start',
    terms: { version: '2026-11', digest: '0'.repeat(64), acceptedAt: '2026-11-23T12:00:00Z' },
  },
};
const registered: ThirdPartyEvent = { type: 'ThirdPartyRegistered', data: facts };
const confirmed: ThirdPartyEvent = { type: 'ThirdPartyEmailConfirmed', data: { thirdPartyId } };
const passed = (test: ThirdPartyTest): ThirdPartyEvent => ({ type: 'ThirdPartyTestPassed', data: { thirdPartyId, test, runId: 'run' } });
const inReview = [registered, confirmed, passed('connectivity'), passed('oauth'), passed('applicationInformation')];
const approved: ThirdPartyEvent = { type: 'ThirdPartyApproved', data: { thirdPartyId, approvedBy: 'otto' } };
const declined: ThirdPartyEvent = { type: 'ThirdPartyDeclined', data: { thirdPartyId, declinedBy: 'otto', reason: 'No privacy page.' } };
const onHold: ThirdPartyEvent = {
  type: 'ThirdPartySuspended',
  data: { thirdPartyId, suspendedBy: 'otto', reason: 'A leak.', cureBy: 2000 },
};
const reinstated: ThirdPartyEvent = { type: 'ThirdPartyReinstated', data: { thirdPartyId, reinstatedBy: 'otto' } };
const terminated: ThirdPartyEvent = { type: 'ThirdPartyTerminated', data: { thirdPartyId, terminatedBy: 'otto', reason: 'Closed.' } };

const approve: ThirdPartyCommand = { type: 'approveThirdParty', approvedBy: 'otto' };
const decline = (reason = 'No privacy page.'): ThirdPartyCommand => ({ type: 'declineThirdParty', declinedBy: 'otto', reason });
const suspend = (cureBy = 2000): ThirdPartyCommand => ({
  type: 'suspendThirdParty',
  suspendedBy: 'otto',
  reason: 'A leak.',
  cureBy,
  at: 1000,
});
const reinstate: ThirdPartyCommand = { type: 'reinstateThirdParty', reinstatedBy: 'otto' };
const terminate: ThirdPartyCommand = { type: 'terminateThirdParty', terminatedBy: 'otto', reason: 'Closed.' };
const recordPass = (test: ThirdPartyTest): ThirdPartyCommand => ({ type: 'recordTestPassed', test, runId: 'run' });
const modify = (changed: Partial<typeof facts>): ThirdPartyCommand => ({ type: 'modifyThirdParty', facts: { ...facts, ...changed } });
const modified = (changed: Partial<typeof facts>): ThirdPartyEvent => ({
  type: 'ThirdPartyModified',
  data: { thirdPartyId, facts: { ...facts, ...changed } },
});

const stageAfter = (...events: ThirdPartyEvent[]): string =>
  (events.reduce<ThirdPartyState>(evolveThirdParty, initialThirdParty) as ExistingThirdParty).stage;

describe('the stages of a registration', () => {
  it.each<[string, ThirdPartyEvent[]]>([
    ['registered', [registered]],
    ['testing', [registered, confirmed]],
    ['testing', [registered, confirmed, passed('connectivity'), passed('oauth')]],
    ['review', inReview],
    ['production', [...inReview, approved]],
    ['declined', [...inReview, declined]],
    ['onHold', [...inReview, approved, onHold]],
    ['production', [...inReview, approved, onHold, reinstated]],
    ['terminated', [...inReview, approved, terminated]],
    ['review', [...inReview, declined, modified({ policyUri: 'https://sunny.example/new' })]],
    ['testing', [registered, confirmed, declined, modified({ policyUri: 'https://sunny.example/new' })]],
  ])('%s', (stage, events) => expect(stageAfter(...events)).toBe(stage));

  it('count a test once, in any order, and only after the e-mail', () => {
    expect(stageAfter(registered, confirmed, passed('oauth'), passed('oauth'), passed('oauth'))).toBe('testing');
    expect(stageAfter(registered, passed('connectivity'), passed('oauth'), passed('applicationInformation'))).toBe('registered');
  });

  it('forget the decision when it is over', () => {
    const state = [...inReview, approved, onHold, reinstated].reduce<ThirdPartyState>(evolveThirdParty, initialThirdParty);
    expect(state).not.toHaveProperty('decision');
  });
});

describe('self-registration', () => {
  it('refuses a colon in the name, whichever door it came in by (M-24)', () =>
    spec
      .given()
      .when({ type: 'registerThirdParty', facts: { ...facts, name: 'Sunny: Roofs' } })
      .thenThrows('invalid-body'));
  it('refuses terms without the digest of their text', () => {
    const profile = { ...facts.profile!, terms: { ...facts.profile!.terms, digest: '' } };
    return spec
      .given()
      .when({ type: 'registerThirdParty', facts: { ...facts, profile } })
      .thenThrows('invalid-body');
  });
  it('confirms the e-mail once', () => {
    spec.given(registered).when({ type: 'confirmEmail' }).then(confirmed);
    spec.given(registered, confirmed).when({ type: 'confirmEmail' }).then();
  });
  it('takes no test before the e-mail is confirmed', () => spec.given(registered).when(recordPass('oauth')).thenThrows('conflict'));
  it('records a test passed once', () => {
    spec.given(registered, confirmed).when(recordPass('oauth')).then(passed('oauth'));
    spec.given(registered, confirmed, passed('oauth')).when(recordPass('oauth')).then();
  });
});

describe('the review', () => {
  it('approves what has passed everything', () =>
    spec
      .given(...inReview)
      .when(approve)
      .then(approved));
  it('approves nothing that has not', () =>
    spec
      .given(...inReview.slice(0, -1))
      .when(approve)
      .thenThrows('conflict'));
  it('declines with a reason', () =>
    spec
      .given(...inReview)
      .when(decline())
      .then(declined));
  it.each([' ', 'x'.repeat(501), 'write to mo@company.example'])('refuses the reason %j', (reason) =>
    spec
      .given(...inReview)
      .when(decline(reason))
      .thenThrows('invalid-body'),
  );
  it('declines nobody in production', () =>
    spec
      .given(...inReview, approved)
      .when(decline())
      .thenThrows('conflict'));
  it('does not approve what was declined and not corrected', () =>
    spec
      .given(...inReview, declined)
      .when(approve)
      .thenThrows('conflict'));
});

describe('hold and end', () => {
  const live = [...inReview, approved];
  it('puts on hold until a day to come', () =>
    spec
      .given(...live)
      .when(suspend())
      .then(onHold));
  it('needs a cure date ahead', () =>
    spec
      .given(...live)
      .when(suspend(1000))
      .thenThrows('invalid-body'));
  it('holds nobody before production', () =>
    spec
      .given(...inReview)
      .when(suspend())
      .thenThrows('conflict'));
  it('the same hold again changes nothing', () =>
    spec
      .given(...live, onHold)
      .when(suspend())
      .then());
  it('reinstates from hold only', () => {
    spec
      .given(...live, onHold)
      .when(reinstate)
      .then(reinstated);
    spec
      .given(...live)
      .when(reinstate)
      .then();
    spec
      .given(...live, terminated)
      .when(reinstate)
      .thenThrows('conflict');
  });
  it('terminates from every stage, once', () => {
    spec.given(registered).when(terminate).then(terminated);
    spec
      .given(...live, onHold)
      .when(terminate)
      .then(terminated);
    spec
      .given(...live, terminated)
      .when(terminate)
      .then();
  });
  it('changes nothing after the end', () => {
    spec
      .given(...live, terminated)
      .when(modify({ notifyUri: 'https://sunny.example/n2' }))
      .thenThrows('conflict');
    spec
      .given(...live, terminated)
      .when(recordPass('oauth'))
      .thenThrows('conflict');
  });
});

describe('modification', () => {
  const newRedirect = { redirectUris: ['https://sunny.example/callback2'] };
  it('keeps the whole facts', () =>
    spec
      .given(...inReview)
      .when(modify(newRedirect))
      .then(modified(newRedirect)));
  it('of nothing is nothing', () =>
    spec
      .given(...inReview)
      .when(modify({}))
      .then());
  it('changes purpose before production', () =>
    spec
      .given(...inReview)
      .when(modify({ purpose: 'Other' }))
      .then(modified({ purpose: 'Other' })));
  it('does not change what customers agreed to', () =>
    spec
      .given(...inReview, approved)
      .when(modify({ purpose: 'Other' }))
      .thenThrows('conflict'));
  it('changes technical facts in production', () =>
    spec
      .given(...inReview, approved)
      .when(modify(newRedirect))
      .then(modified(newRedirect)));
  it('keeps the ids', () =>
    spec
      .given(...inReview)
      .when(modify({ clientId: 'other' }))
      .thenThrows('conflict'));
});
