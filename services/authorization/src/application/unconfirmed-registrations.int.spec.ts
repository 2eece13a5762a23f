import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { RegistrationForm } from '@greenledger/contracts';
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
  logoUri: '',
  portalUri: 'https://sunny.example/start',
  redirectUris: ['https://sunny.example/callback'],
  notifyUri: 'https://sunny.example/notify',
  businessContact: contact,
  technicalContact: contact,
};
const terms = { version: '2026-11', digest: 'a'.repeat(64) };

let rig: Rig;
beforeAll(async () => void (rig = await startRig()), 60_000);
afterAll(() => rig?.stop(), 60_000);

const register = async (taxpayerId = form.taxpayerId): Promise<string> => {
  const thirdPartyId = randomUUID();
  await rig.ask('portal', 'authorization.register-third-party', { thirdPartyId, form: { ...form, taxpayerId }, terms });
  return thirdPartyId;
};
const stage = async (thirdPartyId: string) => (await rig.ask('portal', 'authorization.get-third-party-progress', { thirdPartyId })).stage;
const contacts = async (thirdPartyId: string) =>
  (await rig.ask('portal', 'authorization.get-third-party-contacts', { thirdPartyId })).contacts;
/** Days are not waited for: the registration is made older. */
const age = (days: number) =>
  rig.database.ownerDataSource.query(
    `UPDATE third_party_view SET registered_at = to_char(now() - make_interval(days => $1), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    [days],
  );
const sweep = () => rig.app.get(ThirdPartySweep).sweep();

it('a registration that nobody confirms ends after a week, and its taxpayer id is free again', async () => {
  const [first, confirmed] = [await register(), await register('201000002')];
  await rig.ask('portal', 'authorization.confirm-third-party-email', { thirdPartyId: confirmed });
  await age(6);
  await sweep();
  expect(await stage(first)).toBe('registered');
  await expect(register()).rejects.toMatchObject({ code: 'invalid-body', members: { faults: [{ field: 'taxpayerId', rule: 'taken' }] } });
  await age(8);
  await sweep();
  expect([await stage(first), await contacts(first)]).toEqual(['terminated', null]);
  expect([await stage(confirmed), await contacts(confirmed)]).toEqual(['testing', expect.objectContaining({ taxpayerId: '201000002' })]);
  expect(await stage(await register())).toBe('registered');
  await expect(rig.ask('portal', 'authorization.confirm-third-party-email', { thirdPartyId: first })).resolves.toEqual({
    stage: 'terminated',
  });
});

it('what a crash left between the event and the contacts is finished by the next sweep', async () => {
  const left = await register('201000003');
  await rig.app.get(ThirdParties).command(left, { type: 'giveUpRegistration' });
  expect(await contacts(left)).not.toBeNull();
  await sweep();
  expect(await contacts(left)).toBeNull();
});
