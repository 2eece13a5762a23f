import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SELF_ACCESS_THIRD_PARTY_ID } from '@greenledger/contracts';
import { consent } from '../testing/oauth-flow.js';
import { sha256, startRig, type Rig } from '../testing/rig.js';

describe('a personal token', () => {
  let rig: Rig;
  beforeAll(async () => void (rig = await startRig()), 60_000);
  afterAll(() => rig?.stop(), 60_000);

  const create = (customerId: string, label = 'my heat pump') =>
    rig.ask('portal', 'authorization.create-personal-token', { customerId, label, consent });
  const list = async (customerId: string) => (await rig.ask('portal', 'authorization.list-personal-tokens', { customerId })).tokens;
  const revoke = (customerId: string, tokenId: string) => rig.ask('portal', 'authorization.revoke-personal-token', { customerId, tokenId });
  const resolve = (token: string) => rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(token) });

  it('opens the own services only, read by the ordinary release path', async () => {
    const customerId = randomUUID();
    const { token, view } = await create(customerId);
    expect(token).toMatch(/^glp_[\w-]{43}$/);
    const resolved = await resolve(token);
    expect(resolved).toMatchObject({
      active: true,
      kind: 'access',
      thirdPartyId: SELF_ACCESS_THIRD_PARTY_ID,
      authorization: { authorizationId: view.authorizationId, customerId, terms: { usagePointIds: ['up-1', 'up-2'], dataSets: ['usage'] } },
    });
    const [granted] = await rig.store.readStream(`authorization-${view.authorizationId}`);
    expect(granted!.data).toMatchObject({ consent: { method: 'selfAccess' } });
    const release = {
      releaseId: randomUUID(),
      authorizationId: view.authorizationId,
      thirdPartyId: SELF_ACCESS_THIRD_PARTY_ID,
      clientId: 'self-access',
      resource: 'Batch/Subscription',
      manifestDigest: 'd'.repeat(64),
      rendererVersion: '1',
      window: { start: 1_780_000_000, end: 1_780_000_900 },
      usagePointIds: ['up-1'],
      dataSets: ['usage'],
      counts: { usagePoints: 1, blocks: 1, readings: 1 },
    } as const;
    expect(await rig.ask('data-delivery', 'authorization.record-release', release)).toMatchObject({ recorded: true });
    expect((await list(customerId))[0]).toMatchObject({ live: true, label: 'my heat pump', lastUsedAt: expect.any(String) });
  });

  it('is kept as a digest only, and is in no list of companies', async () => {
    const { token } = await create(randomUUID());
    const rows = await rig.database.ownerDataSource.query('SELECT * FROM personal_token');
    const events = await rig.store.readLog(undefined, 1000);
    expect(JSON.stringify([rows, events])).not.toContain(token);
    const { thirdParties } = await rig.ask('portal', 'authorization.list-third-parties', {});
    expect(thirdParties.map(({ thirdPartyId }) => thirdPartyId)).not.toContain(SELF_ACCESS_THIRD_PARTY_ID);
  });

  it('ends with its authorization, whichever page ends it, and by nobody else', async () => {
    const customerId = randomUUID();
    const [first, second] = [await create(customerId), await create(customerId)];
    await expect(revoke(randomUUID(), first.view.tokenId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await resolve(first.token)).toMatchObject({ active: true });
    await revoke(customerId, first.view.tokenId);
    await revoke(customerId, first.view.tokenId);
    expect(await resolve(first.token)).toEqual({ active: false });
    const { authorizationId } = second.view;
    await rig.ask('portal', 'authorization.revoke-authorization', { authorizationId, by: 'customer', customerId, reason: '' });
    expect(await resolve(second.token)).toEqual({ active: false });
    expect((await list(customerId)).map(({ live }) => live)).toEqual([false, false]);
  });

  it('may be used sixty times a minute, each by itself', async () => {
    const [busy, calm] = [await create(randomUUID()), await create(randomUUID())];
    for (let call = 0; call < 60; call++) await resolve(busy.token);
    await expect(resolve(busy.token)).rejects.toMatchObject({ code: 'too-many-requests', members: { retryAfter: expect.any(Number) } });
    expect(await resolve(calm.token)).toMatchObject({ active: true });
  });

  it('is refused without a name, and above ten live ones', async () => {
    const customerId = randomUUID();
    await expect(create(customerId, ' ')).rejects.toMatchObject({ code: 'invalid-body' });
    for (let count = 0; count < 10; count++) await create(customerId);
    await expect(create(customerId)).rejects.toMatchObject({ code: 'too-many-requests' });
    await revoke(customerId, (await list(customerId))[0]!.tokenId);
    expect(await create(customerId)).toMatchObject({ token: expect.any(String) });
  });
});
