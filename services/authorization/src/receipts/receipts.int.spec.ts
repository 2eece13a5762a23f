import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type * as client from 'openid-client';
import { canonicalText, logRecordOf } from '../audit/leaf.js';
import { leafHash } from '../audit/merkle/hashing.js';
import { authorize, choice, consent, CUSTOMER, discover } from '../testing/oauth-flow.js';
import { startRig, type Rig } from '../testing/rig.js';

let rig: Rig;
let config: client.Configuration;
beforeAll(async () => {
  rig = await startRig();
  config = await discover(rig, await rig.company());
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const list = async (authorizationId: string) =>
  (await rig.ask('portal', 'authorization.list-receipts', { authorizationId, customerId: CUSTOMER })).receipts;
const get = (code: string) => rig.ask('portal', 'authorization.get-receipt', { code });

describe('the receipt of a consent event', () => {
  it('is there for each one, as agreed and as now, the same every time', async () => {
    const { authorizationId } = await authorize(rig, config);
    const wider = { ...choice, usagePointIds: ['up-1', 'up-2'] };
    await rig.ask('portal', 'authorization.modify-authorization', { authorizationId, customerId: CUSTOMER, choice: wider, consent });
    const [granted, modified] = await list(authorizationId);
    expect([granted, modified]).toMatchObject([{ type: 'AuthorizationGranted' }, { type: 'AuthorizationModified', change: 'widened' }]);
    const first = await get(granted!.code);
    expect(first).toMatchObject({ status: 'active', receipts: [granted, modified] });
    expect(first.receipt).toMatchObject({
      issuer: rig.origin,
      authorizationId,
      event: { version: 1, type: 'AuthorizationGranted' },
      thirdParty: { name: 'Company & Sons' },
      terms: { serviceCount: 1, dataSets: ['usage'] },
      consent,
    });
    expect((await get(modified!.code)).receipt).toMatchObject({ change: 'widened', terms: { serviceCount: 2 }, event: { version: 2 } });
    await rig.ask('portal', 'authorization.revoke-by-receipt', { code: granted!.code });
    await rig.ask('portal', 'authorization.revoke-by-receipt', { code: granted!.code });
    const [, , ended] = await list(authorizationId);
    expect(await get(ended!.code)).toMatchObject({ status: 'revoked', receipt: { ended: { by: 'customer' }, terms: { serviceCount: 2 } } });
    const again = await get(granted!.code);
    expect(again).toMatchObject({ status: 'revoked', receipt: first.receipt, jws: first.jws });
    expect(await rig.store.readStream(`authorization-${authorizationId}`)).toHaveLength(3);
  });

  it('is verified offline with the published key, and its leaf hash is that of the log', async () => {
    const { authorizationId } = await authorize(rig, config);
    const [link] = await list(authorizationId);
    const { receipt, jws } = await get(link!.code);
    const { keys } = await rig.ask('portal', 'authorization.list-receipt-keys', {});
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK({ ...keys[0]! }));
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: keys[0]!.kid, typ: 'consent-receipt+json' });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(receipt);
    const [head, body, signature] = jws.split('.');
    const forged = Buffer.from(JSON.stringify({ ...receipt, issuer: 'https://evil.example' })).toString('base64url');
    await expect(compactVerify([head, forged, signature].join('.'), await importJWK({ ...keys[0]! }))).rejects.toThrow();
    expect(body).not.toBe(forged);
    const [event] = await rig.store.readStream(`authorization-${authorizationId}`);
    expect(receipt.event.leafHash).toBe(leafHash(Buffer.from(canonicalText(logRecordOf(event!)))).toString('hex'));
  });

  it('holds nothing of the customer', async () => {
    const { authorizationId } = await authorize(rig, config);
    const [link] = await list(authorizationId);
    const text = JSON.stringify((await get(link!.code)).receipt);
    for (const personal of [CUSTOMER, 'up-1']) expect(text).not.toContain(personal);
  });

  it('is found for the mail that tells of its event, and for nobody else', async () => {
    const { authorizationId } = await authorize(rig, config);
    const [event] = await rig.store.readStream(`authorization-${authorizationId}`);
    const [link] = await list(authorizationId);
    const asNotification = (eventId: string) => rig.ask('notification', 'authorization.find-receipt', { authorizationId, eventId });
    expect(await asNotification(event!.id)).toEqual({ code: link!.code });
    await expect(asNotification('another')).rejects.toMatchObject({ code: 'not-found' });
    await expect(get(`${link!.code.slice(0, -1)}${link!.code.endsWith('A') ? 'B' : 'A'}`)).rejects.toMatchObject({ code: 'not-found' });
    const others = { authorizationId, customerId: 'somebody else' };
    await expect(rig.ask('portal', 'authorization.list-receipts', others)).rejects.toMatchObject({ code: 'not-found' });
  });
});
