import { LANGUAGE_COOKIE } from '@greenledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLBACK, SCOPE, startRig, type Company, type Rig } from '../testing/rig.js';

describe('the language of an authorize request', () => {
  let rig: Rig;
  let company: Company;
  beforeAll(async () => {
    rig = await startRig();
    company = await rig.company();
  }, 60_000);
  afterAll(() => rig?.stop(), 60_000);

  const ask = (changed: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> => {
    const parameters = { client_id: company.clientId, response_type: 'code', redirect_uri: CALLBACK, scope: SCOPE, state: 's' };
    const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
    const query = new URLSearchParams({ ...parameters, ...pkce, ...changed }).toString();
    return fetch(`${rig.origin}/oauth/authorize?${query}`, { redirect: 'manual', headers });
  };

  it('goes to the consent page with the request', async () => {
    const asked = (await ask({ ui_locales: 'es-MX ja' })).headers.get('location');
    expect(asked).toMatch(/^\/consent\/[^/?]+\?ui_locales=es-MX\+ja$/);
    expect((await ask({})).headers.get('location')).toMatch(/^\/consent\/[^/?]+$/);
  });

  it.each([
    [{ ui_locales: 'es' }, { 'accept-language': 'ja' }, 'es', 'Se rechazó esta solicitud'],
    [{ ui_locales: 'es' }, { cookie: `${LANGUAGE_COOKIE}=ja` }, 'ja', 'この依頼は受け付けられませんでした'],
    [{}, { 'accept-language': 'es-US' }, 'es', 'Se rechazó esta solicitud'],
    [{}, { 'accept-language': 'de' }, 'en', 'This request was refused'],
  ])('is that of the error page too: %j %j', async (asked, headers: Record<string, string>, language, heading) => {
    const response = await ask({ ...asked, redirect_uri: 'https://elsewhere.example/' }, headers);
    const html = await response.text();
    expect([response.status, response.headers.get('content-language')]).toEqual([403, language]);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(heading);
  });
});
