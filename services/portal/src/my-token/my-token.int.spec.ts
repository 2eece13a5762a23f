import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { en } from '../locales/en.js';
import { BrowserlessSession } from '../testing/browserless-session.js';
import { AUTHORIZATION_ID, CUSTOMER_ID } from '../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

describe('my tokens', () => {
  let stack: PortalStack;
  let ana: BrowserlessSession;
  beforeAll(async () => {
    stack = await startPortalStack();
    ana = new BrowserlessSession(stack.origin);
    await ana.signIn();
  });
  afterAll(() => stack?.stop());
  beforeEach(() => void (stack.world.tokens.length = 0));
  const create = (label: string) => ana.submit('/my-token', '/my-token', { label });

  it('are made in two clicks, shown once, and ended', async () => {
    const created = await create('home controller');
    const page = await created.text();
    expect(created.status).toBe(200);
    expect(created.headers.get('cache-control')).toContain('no-store');
    expect(page).toContain('glp_ttt');
    expect(page).toContain(`http://localhost:8080/DataCustodian/espi/1_1/resource/Batch/Subscription/${AUTHORIZATION_ID}`);
    const textDigest = createHash('sha256').update(en.myToken.consent).digest('hex');
    expect(stack.authorizations.asked.find(({ operation }) => operation.endsWith('create-personal-token'))!.request).toEqual({
      customerId: CUSTOMER_ID,
      label: 'home controller',
      consent: { textDigest, locale: 'en', method: 'selfAccess' },
    });
    const list = await (await ana.get('/my-token')).text();
    expect(list).toContain('home controller');
    expect(list).not.toContain('glp_');
    const path = `/my-token/${stack.world.tokens[0]!.tokenId}/end`;
    expect((await ana.submit('/my-token', path, {})).headers.get('location')).toBe('/my-token');
    expect(await (await ana.get('/my-token')).text()).toContain('Ended');
  });

  it('need a name, and end at ten', async () => {
    const nameless = await create(' ');
    expect([nameless.status, await nameless.text()]).toEqual([422, expect.stringContaining('Name it in 1 to 60 characters')]);
    for (let count = 0; count < 10; count++) await create(`token ${count}`);
    expect(await (await create('one more')).text()).toContain('You have ten tokens');
  });

  it('are for customers who are signed in', async () => {
    const stranger = await new BrowserlessSession(stack.origin).get('/my-token');
    expect(stranger.headers.get('location')).toContain('/sign-in');
    const otto = new BrowserlessSession(stack.origin);
    await otto.signIn('otto');
    expect((await otto.get('/my-token')).status).toBe(403);
    expect((await ana.post('/my-token', { label: 'x', _csrf: 'x' })).status).toBe(403);
  });
});
