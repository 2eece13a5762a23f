import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import * as client from 'openid-client';
import { authorize, discover } from '../testing/oauth-flow.js';
import { SCOPE, startRig, type Company, type Rig } from '../testing/rig.js';

let rig: Rig;
let company: Company;
let inXml: Company;
beforeAll(async () => {
  rig = await startRig();
  company = await rig.company({}, true, { profile: 'pge' });
  inXml = await rig.company({}, true, { profile: 'pge', tokenAnswer: 'xml' });
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

const ask = (of: Company, body: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${rig.origin}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${of.clientId}:${of.clientSecret}`).toString('base64')}`, ...headers },
    body: new URLSearchParams(body),
  });
/** The media type of the answer to client_credentials. */
const typeAnswered = (of: Company, accept: string | undefined): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const headers = {
      authorization: `Basic ${Buffer.from(`${of.clientId}:${of.clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...(accept !== undefined && { accept }),
    };
    const asked = request(`${rig.origin}/oauth/token`, { method: 'POST', headers, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.headers['content-type']));
    });
    asked.on('error', reject);
    asked.end('grant_type=client_credentials');
  });
const CREDENTIALS = { grant_type: 'client_credentials', scope: SCOPE };
/** The elements of the document, in order. */
const elementsOf = (xml: string): [string, string][] => [...xml.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, text]) => [name!, text!]);

it('answers the request of a client written for PG&E with JSON that it can read, and the token opens what it names', async () => {
  // What python-requests sends, as pgesmd_self_access and PG&E\u2019s own kit do: a form of one member, any type accepted.
  const answer = await ask(company, { grant_type: 'client_credentials' }, { accept: '*/*', 'accept-encoding': 'gzip, deflate' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('vary')).toContain('Accept');
  const told = (await answer.json()) as Record<string, string>;
  expect(told).toMatchObject({ token_type: 'Bearer', expires_in: expect.any(Number), scope: expect.stringMatching(/^FB=/) });
  expect(told['resourceURI']).toContain('/Batch/Bulk/');
  expect(told['client_access_token']).toBe(told['access_token']);
  const tokenSha256 = createHash('sha256').update(told['client_access_token']!).digest('hex');
  expect(await rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256 })).toMatchObject({ kind: 'client', profile: 'pge' });
});

it('answers with PG&E\u2019s XML where Accept names it, and the token opens what it names', async () => {
  const answer = await ask(company, CREDENTIALS, { accept: 'application/xml' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const text = await answer.text();
  expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Response>.*<\/Response>\n$/);
  const elements = elementsOf(text);
  const members = ['client_access_token', 'expires_in', 'scope', 'token_type', 'resourceURI', 'authorizationURI', 'customerResourceURI'];
  expect(elements.map(([name]) => name)).toEqual(members);
  const told = Object.fromEntries(elements);
  expect(told).toMatchObject({ scope: SCOPE, token_type: 'Bearer', resourceURI: expect.stringContaining('/Batch/Bulk/') });
  const tokenSha256 = createHash('sha256').update(told['client_access_token']!).digest('hex');
  expect(await rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256 })).toMatchObject({ kind: 'client', profile: 'pge' });
});

it.each([
  ['json', undefined, 'json'],
  ['json', '*/*', 'json'],
  ['json', 'application/atom+xml', 'json'],
  ['json', 'application/xml, application/json', 'xml'],
  ['json', 'application/json, application/xml', 'json'],
  ['json', 'text/xml', 'xml'],
  ['json', 'application/json;q=0.5, application/xml', 'xml'],
  ['xml', '*/*', 'xml'],
  ['xml', undefined, 'xml'],
  ['xml', 'application/json', 'json'],
  ['xml', 'application/xml;q=0.1, application/json', 'json'],
] as const)('set to %s and asked with Accept %s it answers %s', async (tokenAnswer, accept, form) => {
  // Node\u2019s fetch adds an Accept of its own, so the request is written by hand.
  const of = tokenAnswer === 'xml' ? inXml : company;
  expect(await typeAnswered(of, accept)).toBe(`application/${form}; charset=utf-8`);
});

it('keeps errors and a customer\u2019s tokens in the form of RFC 6749', async () => {
  const refused = await ask(company, { ...CREDENTIALS, scope: 'FB=999' });
  expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_scope' })]);
  const { tokens } = await authorize(rig, await discover(rig, company));
  expect(tokens.access_token).toBeTruthy();
  const refreshed = await ask(company, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token! });
  expect(refreshed.headers.get('content-type')).toContain('application/json');
});

it('leaves every other client with JSON and no second name', async () => {
  const other = await rig.company();
  const answer = await ask(other, CREDENTIALS, { accept: 'application/xml' });
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(await answer.json()).not.toHaveProperty('client_access_token');
  const config = await discover(rig, other);
  expect((await client.clientCredentialsGrant(config, { scope: SCOPE })).access_token).toBeTruthy();
});
