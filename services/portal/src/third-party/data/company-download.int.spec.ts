import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { addPerson, COMPANY_PASSWORD } from '../../testing/demo-company.js';
import { authorization, AUTHORIZATION_ID } from '../../testing/demo-consent.js';
import { startDeliveryStandIn } from '../../testing/delivery-stand-in.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';
import { downloadsOf } from './download-files.js';

const ONE = `/third-party/authorizations/${AUTHORIZATION_ID}`;
const TARGET = `${ONE}/downloads`;
const { terms } = authorization();

describe('downloads of a company', () => {
  let stack: PortalStack;
  let door: Awaited<ReturnType<typeof startDeliveryStandIn>>;
  const sessions: Record<'developer' | 'readOnly', BrowserlessSession> = {} as never;
  beforeAll(async () => {
    door = await startDeliveryStandIn();
    stack = await startPortalStack({ DELIVERY_URL: door.url });
    for (const role of ['developer', 'readOnly'] as const) {
      sessions[role] = new BrowserlessSession(stack.origin);
      const email = await addPerson(stack.database.ownerDataSource, role);
      await sessions[role].submit('/third-party/sign-in', '/third-party/sign-in', { email, password: COMPANY_PASSWORD });
    }
  });
  afterAll(async () => {
    await stack?.stop();
    await door?.stop();
  });
  beforeEach(() => {
    door.asked.length = 0;
    door.state.answer = (response) => void response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' }).end('a,b\r\n');
    stack.world.authorizations = [authorization({ terms: { ...terms, dataSets: ['usage', 'billing'] } })];
  });

  it('offer the files that hold something, while the authorization lives', async () => {
    const html = await (await sessions.developer.get(ONE)).text();
    for (const name of downloadsOf(['usage', 'billing'])) expect(html).toContain(`<option value="${name}">`);
    stack.world.authorizations = [authorization({ terms: { ...terms, dataSets: ['usage'] } })];
    const less = await (await sessions.developer.get(ONE)).text();
    expect([less.includes('value="usage-csv"'), /value="(bills|customer)-/.test(less)]).toEqual([true, false]);
    stack.world.authorizations = [authorization({ status: 'revoked', ended: { at: '2026-07-01T12:00:00Z', by: 'customer', reason: '' } })];
    expect(await (await sessions.developer.get(ONE)).text()).not.toContain('/downloads');
  });

  it.each([
    ['usage-xml', 'usage', 'application/atom+xml', 'xml'],
    ['usage-csv', 'usage', 'text/csv', 'csv'],
    ['bills-csv', 'bills', 'text/csv', 'csv'],
    ['customer-json', 'customer', 'application/json', 'json'],
  ])('hand %s on as it comes, fetched with a ticket of its own', async (file, what, accept, extension) => {
    const answer = await sessions.developer.submit(ONE, TARGET, { file });
    expect([answer.status, await answer.text()]).toEqual([200, 'a,b\r\n']);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${what}-${AUTHORIZATION_ID}.${extension}"`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(door.asked).toEqual([{ url: '/DataCustodian/company-download', authorization: `Bearer ticket-for-${what}`, accept }]);
  });

  it('hand on a file that is larger than memory would like, piece by piece', async () => {
    const piece = Buffer.alloc(1_000_000, 'x');
    door.state.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      let left = 40;
      const more = (): void => {
        while (left-- > 0) if (!response.write(piece)) return void response.once('drain', more);
        response.end();
      };
      more();
    };
    const answer = await sessions.developer.submit(ONE, TARGET, { file: 'usage-csv' });
    expect((await answer.arrayBuffer()).byteLength).toBe(40_000_000);
  });

  it('break off where the file breaks off: half a file is never a whole one', async () => {
    door.state.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('a,b\r\n', () => response.destroy());
    };
    const answer = await sessions.developer.submit(ONE, TARGET, { file: 'usage-csv' });
    await expect(answer.text()).rejects.toThrow();
  });

  it('are for owners and developers: who may only look is told so and gets nothing', async () => {
    const html = await (await sessions.readOnly.get(ONE)).text();
    expect([html.includes('Your role may look only'), html.includes(TARGET)]).toEqual([true, false]);
    const forced = await sessions.readOnly.post(TARGET, { file: 'usage-csv', _csrf: 'x' });
    expect([400, 403]).toContain(forced.status);
    expect(door.asked).toEqual([]);
  });

  it('need the token of the form, a file of the list, and an authorization of the company', async () => {
    expect((await sessions.developer.post(TARGET, { file: 'usage-csv' })).status).toBe(403);
    expect((await sessions.developer.submit(ONE, TARGET, { file: '../etc' })).status).toBe(400);
    expect(door.asked).toEqual([]);
  });

  it('say what went wrong on a page', async () => {
    door.state.answer = (response) =>
      void response
        .writeHead(403, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ code: 'release-refused', detail: 'revoked' }));
    const refused = await sessions.developer.submit(ONE, TARGET, { file: 'usage-csv' });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    door.state.answer = (response) => void response.destroy();
    expect((await sessions.developer.submit(ONE, TARGET, { file: 'usage-csv' })).status).toBe(503);
  });
});
