import { sendAnyMethod } from '@greenledger/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMPANY_PAGES, COMPANY_PUBLIC_PAGES, CUSTOMER_PAGES, OPERATOR_PAGES, PUBLIC_PAGES } from '../testing/all-pages.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const PAGES = [...PUBLIC_PAGES, ...CUSTOMER_PAGES, ...COMPANY_PUBLIC_PAGES, ...COMPANY_PAGES, ...OPERATOR_PAGES]
  .map((page) => page.split('?', 1)[0]!)
  .filter((page) => page !== '/no/such/page');
const UNLISTED = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

describe('methods that no page has', () => {
  let stack: PortalStack;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());

  const send = (method: string, path: string) => sendAnyMethod(method, stack.origin + path, { 'x-probe': 'echo-me' });

  it.each([...new Set(PAGES)])('are answered 405 with Allow at %s', async (path) => {
    for (const method of UNLISTED) {
      const { status, allow, body } = await send(method, path);
      expect([method, status]).toEqual([method, 405]);
      expect(allow).toMatch(/^GET, HEAD(, POST)?$/);
      expect(body).not.toContain('echo-me');
    }
  });

  it.each(['/sign-out', '/language', '/my-token/t-1/end'])('are answered so at %s, which takes a form only', async (path) => {
    for (const method of ['GET', ...UNLISTED]) {
      const { status, allow } = await send(method, path);
      expect([method, status, allow]).toEqual([method, 405, 'POST']);
    }
  });

  it('are not found where nothing is', async () => {
    expect((await send('GET', `/authorizations/${'a'.repeat(200)}`)).status).toBe(404);
    expect((await send('TRACE', '/no/such/page')).status).toBe(404);
    expect((await send('POST', '/no/such/page')).status).toBe(404);
  });
});
