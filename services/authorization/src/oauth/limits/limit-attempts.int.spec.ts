import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CALLBACK, SCOPE, startRig, type Company, type Rig } from '../../testing/rig.js';

let rig: Rig;
let company: Company;
beforeAll(async () => {
  // The rig is reached over loopback, whose forwarded addresses are believed: each test comes from an address of its own.
  rig = await startRig({}, { limits: { failuresPerClient: 3, failuresPerAddress: 6, requestsPerAddress: 12 } });
  company = await rig.company();
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const basic = (secret: string, id = company.clientId): string => `Basic ${btoa(`${id}:${secret}`)}`;
const GOOD = { grant_type: 'client_credentials', scope: SCOPE };
const post = (path: string, address: string, form: Record<string, string>, authorization?: string): Promise<Response> =>
  fetch(`${rig.origin}/oauth/${path}`, {
    method: 'POST',
    headers: { 'x-forwarded-for': address, ...(authorization !== undefined && { authorization }) },
    body: new URLSearchParams(form),
  });

it('refuses the right secret too after wrong ones: it was not looked at; another address is not locked out', async () => {
  const wrong = [];
  for (let i = 0; i < 3; i++) wrong.push((await post('token', '192.0.2.1', GOOD, basic('wrong'))).status);
  expect(wrong).toEqual([401, 401, 401]);
  const right = await post('token', '192.0.2.1', GOOD, basic(company.clientSecret));
  expect(right.status).toBe(429);
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await right.json()).toMatchObject({ error: 'too_many_requests', error_description: expect.stringContaining('try again in') });
  const inForm = { ...GOOD, client_id: company.clientId, client_secret: company.clientSecret };
  expect((await post('token', '192.0.2.1', inForm)).status).toBe(429);
  expect((await post('token', '192.0.2.2', GOOD, basic(company.clientSecret))).status).toBe(200);
});

it('lets no more guesses through when they come at once', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => post('token', '192.0.2.3', GOOD, basic('wrong'))));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(9);
});

it('does not count what succeeds as a failure', async () => {
  for (let i = 0; i < 8; i++) expect((await post('token', '192.0.2.4', GOOD, basic(company.clientSecret))).status).toBe(200);
});

it('ends the search for client ids at the token endpoint', async () => {
  const statuses = [];
  for (let i = 0; i < 7; i++) statuses.push((await post('token', '192.0.2.5', GOOD, basic('x', `client-${i}`))).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
});

it('ends the search for client ids at the authorize endpoint', async () => {
  const ask = (id: number) =>
    fetch(`${rig.origin}/oauth/authorize?client_id=client-${id}&response_type=code&redirect_uri=${encodeURIComponent(CALLBACK)}`, {
      headers: { 'x-forwarded-for': '192.0.2.6' },
      redirect: 'manual',
    });
  const statuses = [];
  for (let i = 0; i < 7; i++) statuses.push((await ask(i)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
  const page = await ask(8);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('try again in');
});

it('ends the search for tokens by introspection, and for codes and refresh tokens', async () => {
  const authorization = basic(company.clientSecret);
  const introspected = [];
  for (let i = 0; i < 4; i++) introspected.push((await post('introspect', '192.0.2.7', { token: `guess-${i}` }, authorization)).status);
  expect(introspected).toEqual([200, 200, 200, 429]);
  const redeemed = [];
  for (let i = 0; i < 4; i++) {
    const form = { grant_type: 'refresh_token', refresh_token: `guess-${i}` };
    redeemed.push((await post('token', '192.0.2.8', form, authorization)).status);
  }
  expect(redeemed).toEqual([400, 400, 400, 429]);
});

it('counts guesses by GET like all others', async () => {
  const get = () => fetch(`${rig.origin}/oauth/token`, { headers: { 'x-forwarded-for': '192.0.2.9', authorization: basic('wrong') } });
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await get()).status);
  expect(statuses).toEqual([401, 401, 401, 429]);
});

it('limits how often one address may ask, whatever becomes of it', async () => {
  const statuses = [];
  for (let i = 0; i < 13; i++) statuses.push((await post('token', '192.0.2.10', GOOD, basic(company.clientSecret))).status);
  expect(statuses.slice(0, 12)).toEqual(Array(12).fill(200));
  expect(statuses[12]).toBe(429);
});
