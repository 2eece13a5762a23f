import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { THIRD_PARTY_TESTS } from '@greenledger/contracts';
import type { ApplicationInformationChange, RegistrationForm, ThirdPartyView } from '@greenledger/contracts';
import { authorize, discover } from '../testing/oauth-flow.js';
import { startRig, type Rig } from '../testing/rig.js';
import { ThirdPartySweep } from '../third-party-sweep.js';
import { ThirdParties } from './third-parties.js';

const contact = { name: 'Mo Field', email: 'mo@company.example', phone: '+1 555 010 0199' };
const form: RegistrationForm = {
  name: 'Sunny Roofs',
  taxpayerId: '201000001',
  userType: 'thirdParty',
  purpose: 'To work out how many panels fit.',
  dataSets: ['usage'],
  clientUri: 'https://sunny.example/',
  policyUri: 'https://sunny.example/privacy',
  tosUri: 'https://sunny.example/terms',
  logoUri: 'https://sunny.example/logo.png',
  portalUri: 'https://sunny.example/start',
  redirectUris: ['https://sunny.example/callback'],
  notifyUri: 'https://sunny.example/notify',
  businessContact: contact,
  technicalContact: contact,
};
const thirdPartyId = randomUUID();
let rig: Rig;
let id: string;
beforeAll(async () => {
  rig = await startRig();
  const terms = { version: '2026-11', digest: 'a'.repeat(64) };
  await rig.ask('portal', 'authorization.register-third-party', { thirdPartyId, form, terms });
  id = (await view()).applicationInformationId;
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const view = (): Promise<ThirdPartyView> => rig.ask('data-delivery', 'authorization.get-third-party', { thirdPartyId });
const change = (changed: ApplicationInformationChange, applicationInformationId = id, restore = false): Promise<ThirdPartyView> =>
  rig.ask('data-delivery', 'authorization.change-application-information', { applicationInformationId, change: changed, restore });

it('changes what the company states, and keeps the contacts that ESPI has no element for', async () => {
  const wanted = {
    notifyUri: 'https://sunny.example/n2',
    portalUri: 'https://sunny.example/s2',
    redirectUris: ['https://sunny.example/c2'],
  };
  const after = await change({ ...wanted, purpose: 'To plan a roof.', logoUri: '' });
  expect(after).toMatchObject({ notifyUri: wanted.notifyUri, redirectUris: wanted.redirectUris, purpose: 'To plan a roof.' });
  expect([after.profile?.portalUri, after.logoUri]).toEqual([wanted.portalUri, undefined]);
  expect(await view()).toEqual(after);
  const { contacts } = await rig.ask('portal', 'authorization.get-third-party-contacts', { thirdPartyId });
  expect(contacts).toMatchObject({ taxpayerId: form.taxpayerId, technicalContact: contact });
});

it('writes nothing when nothing is different', async () => {
  const events = async (): Promise<number> => (await rig.store.readStream(`third-party-${thirdPartyId}`)).length;
  const before = await events();
  await change({});
  await change({ name: 'Sunny Roofs', logoUri: '' });
  expect(await events()).toBe(before);
});

it('holds it to the rules of the form, with every fault', async () => {
  const faults = [
    { field: 'name', rule: 'forbiddenCharacter' },
    { field: 'redirectUris', rule: 'uriFragment' },
    { field: 'notifyUri', rule: 'uriNotHttps' },
  ];
  const wrong = { name: 'a=b', notifyUri: 'http://sunny.example/', redirectUris: ['https://sunny.example/#x'] };
  await expect(change(wrong)).rejects.toMatchObject({ code: 'invalid-body', members: { faults } });
  expect((await view()).name).toBe('Sunny Roofs');
});

it('in production name and purpose stay, because customers agreed to them', async () => {
  const thirdParties = rig.app.get(ThirdParties);
  await thirdParties.confirmEmail(thirdPartyId);
  for (const test of THIRD_PARTY_TESTS) await thirdParties.recordTestPassed(thirdPartyId, test, randomUUID());
  await thirdParties.approve(thirdPartyId, 'otto');
  await expect(change({ purpose: 'Anything.' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(change({ name: 'Other' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await change({ tosUri: 'https://sunny.example/t2' })).toMatchObject({ status: 'production', tosUri: 'https://sunny.example/t2' });
});

it('a withdrawal that is not taken back ends the registration and its authorizations', async () => {
  const company = await rig.company();
  const { authorizationId } = await authorize(rig, await discover(rig, company));
  const { applicationInformationId } = company;
  expect(await rig.ask('data-delivery', 'authorization.withdraw-application-information', { applicationInformationId })).toMatchObject({
    status: 'onHold',
  });
  const sweep = rig.app.get(ThirdPartySweep);
  await sweep.sweep();
  expect(await change({}, applicationInformationId, true)).toMatchObject({ status: 'production' });
  await rig.ask('data-delivery', 'authorization.withdraw-application-information', { applicationInformationId });
  // Thirty days are not waited for: the event is older.
  const events = await rig.store.readStream(`third-party-${company.thirdPartyId}`);
  const past = { type: 'ThirdPartySuspended', data: { ...(events.at(-1)!.data as object), cureBy: 1000 } };
  await rig.store.append(
    `third-party-${company.thirdPartyId}`,
    [{ id: randomUUID(), ...past, metadata: { occurredAt: '2026-01-01T00:00:00Z' } } as never],
    events.length,
  );
  await sweep.sweep();
  expect(await rig.ask('portal', 'authorization.get-third-party', { applicationInformationId })).toMatchObject({ status: 'terminated' });
  expect(await rig.ask('portal', 'authorization.get-authorization', { authorizationId })).toMatchObject({ status: 'revoked' });
});
