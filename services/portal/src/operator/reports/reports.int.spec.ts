import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { thirdParty } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

describe('reports about companies', () => {
  let stack: PortalStack;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());

  it('lead to the company, and are closed by the operator', async () => {
    stack.meterData.reports = ['r-1', 'r-2'].map((reportId) => ({
      reportId,
      thirdPartyId: thirdParty.thirdPartyId,
      thirdPartyName: thirdParty.name,
      authorizationId: null,
      customerId: 'c',
      note: `I do not know <them> ${reportId}`,
      reportedAt: '2026-06-01T10:00:00Z',
      state: 'open' as const,
    }));
    const otto = new BrowserlessSession(stack.origin);
    await otto.signIn('otto');
    const page = await (await otto.get('/operator/reports')).text();
    expect(page).toContain('2 open reports');
    expect(page).toContain(`href="/operator/third-parties/${thirdParty.thirdPartyId}"`);
    expect(page).toContain('I do not know &lt;them> r-1');
    const closed = await otto.submit('/operator/reports', '/operator/reports/r-1', {});
    expect([closed.status, closed.headers.get('location')]).toEqual([303, '/operator/reports?done=yes']);
    const after = await (await otto.get('/operator/reports?done=yes')).text();
    expect(after).toContain('1 open report<');
    expect(after).toContain('1 closed report<');
    expect(after).not.toContain('action="/operator/reports/r-1"');
    expect(stack.meterData.reports.map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('are not closed by anybody else', async () => {
    const ana = new BrowserlessSession(stack.origin);
    await ana.signIn('ana');
    expect((await ana.get('/operator/reports')).status).toBe(403);
    expect((await ana.post('/operator/reports/r-2', { _csrf: 'x' })).status).toBe(403);
    expect(stack.meterData.reports[1]!.state).toBe('open');
  });
});
