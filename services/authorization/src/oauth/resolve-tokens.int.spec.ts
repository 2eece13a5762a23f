import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { MOST_TOKENS } from '@greenledger/contracts';
import { authorize, consent, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { Clients } from './clients.js';
import { sha256, startRig, type Rig } from '../testing/rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const resolveAll = async (...tokens: string[]) =>
  (await rig.ask('data-delivery', 'authorization.resolve-tokens', { tokens: tokens.map((token) => ({ tokenSha256: sha256(token) })) }))
    .outcomes;

it('answers for each token what a request of its own would be answered, in their order', async () => {
  const config = await discover(rig, await rig.company());
  const [one, two] = [await authorize(rig, config), await authorize(rig, config)];
  const personal = await rig.ask('portal', 'authorization.create-personal-token', { customerId: randomUUID(), label: 'mine', consent });
  const tokens = [two.tokens.access_token, 'nobody knows it', one.tokens.access_token, personal.token, two.tokens.access_token];
  const outcomes = await resolveAll(...tokens);
  expect(outcomes).toEqual([
    expect.objectContaining({ active: true, authorization: expect.objectContaining({ authorizationId: two.authorizationId }) }),
    { active: false },
    expect.objectContaining({ active: true, authorization: expect.objectContaining({ authorizationId: one.authorizationId }) }),
    expect.objectContaining({ active: true, authorization: expect.objectContaining({ authorizationId: personal.view.authorizationId }) }),
    outcomes[0],
  ]);
  for (const [i, token] of tokens.entries())
    expect(await rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(token) })).toEqual(outcomes[i]);
});

it('closes the revoked one at once, and leaves the others open', async () => {
  const config = await discover(rig, await rig.company());
  const [kept, revoked] = [await authorize(rig, config), await authorize(rig, config)];
  const tokens = [kept.tokens.access_token, revoked.tokens.access_token];
  expect(await resolveAll(...tokens)).toMatchObject([{ active: true }, { active: true }]);
  const { authorizationId } = revoked;
  await rig.ask('portal', 'authorization.revoke-authorization', {
    authorizationId,
    by: 'customer',
    customerId: CUSTOMER,
    reason: 'enough',
  });
  expect(await resolveAll(...tokens)).toMatchObject([{ active: true }, { active: false }]);
});

it('gives the problem of one token to that one alone', async () => {
  const { token } = await rig.ask('portal', 'authorization.create-personal-token', { customerId: randomUUID(), label: 'busy', consent });
  let busy;
  for (let calls = 0; calls < 61; calls++) [busy] = await resolveAll(token);
  expect(busy).toMatchObject({ problem: { code: 'too-many-requests' } });
  expect(await resolveAll('nobody knows it', token)).toMatchObject([{ active: false }, { problem: { status: 429 } }]);
});

it('tells an error behind one token to that one alone', async () => {
  const config = await discover(rig, await rig.company());
  const { tokens } = await authorize(rig, config);
  const broken = jest
    .spyOn(rig.app.get(Clients, { strict: false }), 'findByRegistrationToken')
    .mockRejectedValueOnce(new Error('must not travel'));
  expect(await resolveAll('nobody knows it', tokens.access_token)).toMatchObject([{ problem: { code: 'internal' } }, { active: true }]);
  broken.mockRestore();
});

it('takes no more tokens than its answer has room for', async () => {
  await expect(resolveAll(...Array.from({ length: MOST_TOKENS + 1 }, (_, i) => `token ${i}`))).rejects.toMatchObject({
    code: 'invalid-body',
  });
});

it('leaves out what there is no room for beside the others, without using it up', async () => {
  const config = await discover(rig, await rig.company());
  const small = await authorize(rig, config);
  const services = Array.from({ length: 9_000 }, () => ({ usagePointId: randomUUID(), from: 0, to: null }));
  rig.customerData.services.push(...services);
  const usagePointIds = services.map(({ usagePointId }) => usagePointId);
  const large = [await authorize(rig, config, { usagePointIds }), await authorize(rig, config, { usagePointIds })];
  const [first, second] = large.map(({ tokens }) => tokens.access_token) as [string, string];
  expect(await resolveAll(first, second, small.tokens.access_token)).toEqual([
    expect.objectContaining({ active: true }),
    { alone: true },
    expect.objectContaining({ active: true }),
  ]);
  expect(await rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(second) })).toMatchObject({ active: true });
});
