import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession, hiddenField, tokenFor } from '../testing/browserless-session.js';
import { CUSTOMER_ID, thirdParty } from '../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const SCAN = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0, 255, 13, 10, 45, 45])]);
const FORM = `/operator/paper/new?customerNumber=4711&thirdPartyId=${thirdParty.thirdPartyId}`;
const FIELDS = { usagePointIds: ['up-electric'], dataSets: ['usage'], historyDays: '30', until: '', reason: 'no computer' };

describe('paper forms', () => {
  let stack: PortalStack;
  let otto: BrowserlessSession;
  let olga: BrowserlessSession;
  beforeAll(async () => {
    stack = await startPortalStack();
    [otto, olga] = [new BrowserlessSession(stack.origin), new BrowserlessSession(stack.origin)];
    await otto.signIn('otto');
    await olga.signIn('olga');
  });
  afterAll(() => stack?.stop());
  beforeEach(() => void (stack.world.papers.length = 0));

  async function enter(changed: Record<string, string | string[]> = {}, scan: Buffer | undefined = SCAN): Promise<Response> {
    const page = await (await otto.get(FORM)).text();
    const body = new FormData();
    const given = { _csrf: tokenFor(page, '/operator/paper/new'), paperId: hiddenField(page, 'paperId'), ...FIELDS, ...changed };
    const all = { customerNumber: '4711', thirdPartyId: thirdParty.thirdPartyId, ...given };
    for (const [name, values] of Object.entries(all)) for (const value of [values].flat()) body.append(name, value);
    if (scan) body.append('evidence', new Blob([new Uint8Array(scan)]), 'form.pdf');
    return fetch(`${stack.origin}/operator/paper/new`, { method: 'POST', redirect: 'manual', headers: { cookie: otto.cookie }, body });
  }

  it('go from one operator with the scan to a second one, who approves', async () => {
    const entered = await enter();
    const path = entered.headers.get('location')!;
    expect([entered.status, path]).toEqual([303, expect.stringMatching(/^\/operator\/paper\/[0-9a-f-]{36}$/)]);
    const digest = createHash('sha256').update(SCAN).digest('hex');
    expect(stack.world.papers).toMatchObject([
      {
        customerId: CUSTOMER_ID,
        evidenceDigest: digest,
        reason: 'no computer',
        choice: { usagePointIds: ['up-electric'], historyLength: 2_592_000 },
      },
    ]);
    expect(stack.world.papers[0]!.enteredBy).toMatch(/^[0-9a-f]{32}$/);
    const own = await (await otto.get(path)).text();
    expect(own).toContain('A second operator must decide');
    expect(own).not.toContain('value="approved"');
    const scan = await olga.get(`${path}/evidence`);
    expect(scan.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await scan.arrayBuffer()).equals(SCAN)).toBe(true);
    expect((await olga.submit(path, path, { decision: 'approved' })).status).toBe(303);
    expect(await (await olga.get(path)).text()).toContain('Approved');
  });

  it.each<[string, Record<string, string | string[]>, Buffer | undefined, string]>([
    ['no service', { usagePointIds: [] }, SCAN, 'Choose at least one service'],
    ['a service of somebody else', { usagePointIds: ['up-9'] }, SCAN, 'Choose at least one service'],
    ['an end in the past', { until: '2020-01-01' }, SCAN, 'Enter a day in the future'],
    ['no reason', { reason: '' }, SCAN, 'Say in up to 500 characters'],
    ['no scan', {}, undefined, 'Add the scan'],
    ['a page in place of a scan', {}, Buffer.from('<html>'), 'Add the scan'],
  ])('are not taken with %s', async (_case, changed, scan, message) => {
    const refused = await enter(changed, scan ?? Buffer.alloc(0));
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(message);
    expect(stack.world.papers).toEqual([]);
  });

  it('are nobody else’s business', async () => {
    const ana = new BrowserlessSession(stack.origin);
    await ana.signIn();
    for (const path of ['/operator/paper', FORM, '/operator/paper/x', '/operator/paper/x/evidence']) {
      expect([path, (await ana.get(path)).status]).toEqual([path, 403]);
      const stranger = await new BrowserlessSession(stack.origin).get(path);
      expect([stranger.status, stranger.headers.get('location')]).toEqual([303, expect.stringContaining('/sign-in')]);
    }
  });

  it('do not show a scan that was changed on the disk', async () => {
    const path = (await enter()).headers.get('location')!;
    const file = join(stack.evidenceDirectory, stack.world.papers[0]!.evidenceDigest);
    expect((await readFile(file)).equals(SCAN)).toBe(true);
    await writeFile(file, '%PDF-forged');
    expect((await olga.get(`${path}/evidence`)).status).toBe(404);
  });

  it('are refused with a plain answer when the form breaks off', async () => {
    const headers = { cookie: otto.cookie, 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await fetch(`${stack.origin}/operator/paper/new`, { method: 'POST', headers, body: '--x\r\nContent-Disp' });
    expect([answer.status, stack.world.papers]).toEqual([400, []]);
  });

  it('are refused without the form token', async () => {
    expect((await enter({ _csrf: 'x' })).status).toBe(403);
  });
});
