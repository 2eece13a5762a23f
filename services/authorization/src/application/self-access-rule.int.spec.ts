import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { THIRD_PARTY_TESTS, type ThirdPartyProfile } from '@greenledger/contracts';
import { choice, consent } from '../testing/oauth-flow.js';
import { SCOPE, startRig, type Rig } from '../testing/rig.js';
import { AuthorizationCommands } from './command-authorization.js';
import { termsOf } from './terms-of.js';
import { ThirdParties } from './third-parties.js';

const profile: ThirdPartyProfile = {
  userType: 'selfAccess',
  dataSets: ['usage'],
  portalUri: 'https://company.example/start',
  terms: { version: '1', digest: 'a'.repeat(64), acceptedAt: '2026-01-01T00:00:00Z' },
};

let rig: Rig;
let thirdPartyId: string;
beforeAll(async () => void (rig = await startRig()));
afterAll(() => rig?.stop());
beforeEach(async () => {
  ({ thirdPartyId } = await rig.company({ profile }, false));
  const thirdParties = rig.app.get(ThirdParties);
  await thirdParties.confirmEmail(thirdPartyId);
  for (const test of THIRD_PARTY_TESTS) await thirdParties.recordTestPassed(thirdPartyId, test, randomUUID());
  await thirdParties.approve(thirdPartyId, 'otto');
});

const share = (customerId: string, usagePointId = 'up-1') =>
  rig.ask('portal', 'authorization.grant-from-account', {
    requestId: randomUUID(),
    thirdPartyId,
    customerId,
    choice: { ...choice, usagePointIds: [usagePointId] },
    consent,
  });
const customersInLog = async (): Promise<Set<unknown>> => {
  const { authorizations } = await rig.ask('portal', 'authorization.list-authorizations', { thirdPartyId });
  return new Set(authorizations.map(({ customerId }) => customerId));
};

describe('a registration for self access (M-17)', () => {
  it('takes one customer, however many share with it at the same moment', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => share(randomUUID())));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason.code)).toEqual(Array(11).fill('forbidden'));
    expect((await customersInLog()).size).toBe(1);
  });

  it('takes further shares of its customer, also at the same moment, and also after the first has ended', async () => {
    const customerId = randomUUID();
    const granted = await Promise.all([share(customerId), share(customerId, 'up-2')]);
    for (const { authorizationId } of granted) {
      await rig.ask('portal', 'authorization.revoke-authorization', { authorizationId, by: 'customer', customerId, reason: 'done' });
    }
    await expect(share(randomUUID())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(share(customerId)).resolves.toMatchObject({ authorizationId: expect.any(String) });
    const bound = (await rig.store.readStream(`third-party-${thirdPartyId}`)).filter(({ type }) => type === 'ThirdPartyCustomerBound');
    expect(bound.map(({ data }) => data)).toEqual([{ thirdPartyId, customerId }]);
  });

  it('is not bound by somebody whose share was refused', async () => {
    await expect(share(randomUUID(), 'up-of-nobody')).rejects.toMatchObject({ code: 'usage-point-not-held' });
    await expect(share(randomUUID())).resolves.toBeDefined();
  });

  it('is bound to who shared with it in an earlier release', async () => {
    const [earlier, authorizationId, at] = [randomUUID(), randomUUID(), Math.floor(Date.now() / 1000)];
    const terms = termsOf(choice, 'my own', at);
    const facts = { authorizationId, thirdPartyId, customerId: earlier, terms, consent, scope: SCOPE };
    await rig.app
      .get(AuthorizationCommands)
      .run(authorizationId, { type: 'grantAuthorization', at, ...facts }, { commandId: randomUUID() });
    await expect(share(randomUUID())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(share(earlier)).resolves.toBeDefined();
  });
});
