import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuthorizationEvent, RevokedBy } from '@greenledger/contracts';
import * as client from 'openid-client';
import { DataSource } from 'typeorm';
import { sha256 } from '../oauth/digest.js';
import { ReadModels } from '../projections/read-models.js';
import { authorize, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { startRig, type Company, type Rig } from '../testing/rig.js';
import { AuthorizationCommands } from './command-authorization.js';
import { Reinstatements } from './reinstatements.js';
import { ThirdParties } from './third-parties.js';

const HOUR = 3600;
const now = (): number => Math.floor(Date.now() / 1000);

describe('a reinstatement', () => {
  let rig: Rig;
  let company: Company;
  let config: client.Configuration;
  beforeAll(async () => {
    rig = await startRig();
    company = await rig.company();
    config = await discover(rig, company);
  }, 60_000);
  afterAll(() => rig?.stop(), 60_000);

  const reinstate = (authorizationId: string) =>
    new Reinstatements(rig.app.get(DataSource), rig.app.get(AuthorizationCommands), rig.app.get(ThirdParties)).reinstate({
      authorizationId,
      by: 'operator-7',
      reason: 'deleted by mistake',
    });
  const revoke = (authorizationId: string, by: RevokedBy) =>
    rig.ask(by === 'thirdParty' ? 'data-delivery' : 'portal', 'authorization.revoke-authorization', {
      authorizationId,
      by,
      reason: 'given up',
      ...(by === 'customer' && { customerId: CUSTOMER }),
    });
  const view = (authorizationId: string) => rig.ask('portal', 'authorization.get-authorization', { authorizationId });
  const typesOf = async (id: string) => (await rig.store.readStream<AuthorizationEvent>(`authorization-${id}`)).map(({ type }) => type);
  const record = (authorizationId: string) =>
    rig.ask('data-delivery', 'authorization.record-release', {
      releaseId: randomUUID(),
      authorizationId,
      thirdPartyId: company.thirdPartyId,
      clientId: company.clientId,
      resource: 'Batch/Bulk',
      manifestDigest: 'd'.repeat(64),
      rendererVersion: '1',
      window: { start: now() - 2 * HOUR, end: now() - HOUR },
      usagePointIds: ['up-1'],
      dataSets: ['usage'],
      counts: { usagePoints: 1, blocks: 1, readings: 4 },
    });

  it('lets releases be recorded again, in the views and receipts too, and leaves the tokens dead', async () => {
    const { authorizationId, tokens } = await authorize(rig, config);
    const before = await view(authorizationId);
    const resolve = () => rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(tokens.access_token) });
    expect(await record(authorizationId)).toMatchObject({ recorded: true });
    await revoke(authorizationId, 'thirdParty');
    expect(await record(authorizationId)).toMatchObject({ recorded: false, code: 'authorization-revoked' });
    await reinstate(authorizationId);
    expect(await record(authorizationId)).toMatchObject({ recorded: true });
    const after = await view(authorizationId);
    expect(after).toMatchObject({ status: 'active', terms: before.terms });
    expect(after.ended ?? null).toBeNull();
    await rig.app.get(ReadModels).rebuild();
    expect(await view(authorizationId)).toEqual(after);
    expect(await resolve()).toMatchObject({ active: false });
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
    const { receipts } = await rig.ask('portal', 'authorization.list-receipts', { authorizationId, customerId: CUSTOMER });
    expect(receipts.map(({ type }) => type)).toEqual(['AuthorizationGranted', 'AuthorizationRevoked', 'AuthorizationReinstated']);
    const { receipt, status } = await rig.ask('portal', 'authorization.get-receipt', { code: receipts[2]!.code });
    expect([status, receipt.terms.dataSets, receipt.ended]).toEqual(['active', ['usage'], undefined]);
    // The receipt that came with the mail ends it, though it was revoked once before.
    await rig.ask('portal', 'authorization.revoke-by-receipt', { code: receipts[2]!.code });
    expect(await view(authorizationId)).toMatchObject({ status: 'revoked', ended: { by: 'customer' } });
    expect(await record(authorizationId)).toMatchObject({ recorded: false, code: 'authorization-revoked' });
    await expect(reinstate(authorizationId)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is refused once the customer has ended what the company had given up', async () => {
    const { authorizationId } = await authorize(rig, config);
    await revoke(authorizationId, 'thirdParty');
    const [{ receipts }, given] = await Promise.all([
      rig.ask('portal', 'authorization.list-receipts', { authorizationId, customerId: CUSTOMER }),
      view(authorizationId),
    ]);
    const receiptView = () => rig.ask('portal', 'authorization.get-receipt', { code: receipts[0]!.code });
    // Both say until when, and no longer than the customer agreed to.
    expect(given.reversibleUntil).toBeGreaterThan(now());
    expect(given.reversibleUntil).toBeLessThanOrEqual(Math.min(now() + 30 * 86_400, given.terms.authorizedPeriod.end ?? Infinity));
    expect((await receiptView()).reversibleUntil).toBe(given.reversibleUntil);
    await revoke(authorizationId, 'customer');
    expect([(await view(authorizationId)).reversibleUntil, (await receiptView()).reversibleUntil]).toEqual([undefined, undefined]);
    await revoke(authorizationId, 'customer');
    await expect(reinstate(authorizationId)).rejects.toMatchObject({ code: 'conflict' });
    expect(await typesOf(authorizationId)).toEqual(['AuthorizationGranted', 'AuthorizationRevoked', 'AuthorizationRevoked']);
    expect(await view(authorizationId)).toMatchObject({ status: 'revoked', ended: { by: 'customer' } });
  });

  it('is refused for an id that nobody granted', () => expect(reinstate(randomUUID())).rejects.toMatchObject({ code: 'not-found' }));

  it('does not bring back data of the next holder after a move-out in between', async () => {
    const { authorizationId } = await authorize(rig, config);
    await revoke(authorizationId, 'thirdParty');
    const movedOut = now() - 24 * HOUR;
    rig.customerData.hold('up-1', [
      { customerId: CUSTOMER, from: 0, to: movedOut },
      { customerId: 'the-next-one', from: movedOut, to: null },
    ]);
    for (const end = Date.now() + 12_000; Date.now() < end; await wait(50))
      if ((await typesOf(authorizationId)).includes('UsagePointHoldingChanged')) break;
    await reinstate(authorizationId);
    expect(await record(authorizationId)).toMatchObject({ recorded: false, code: 'outside-holder-period' });
  }, 20_000);
});
