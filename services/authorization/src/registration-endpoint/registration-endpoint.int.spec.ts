import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRig, type Rig } from '../testing/rig.js';
import { InitialAccessTokens } from './initial-access-tokens.js';

const contact = { name: 'Mo Field', email: 'mo@company.example', phone: '+1 555 010 0199' };
const metadata = (changed: object = {}) => ({
  client_name: 'Machine Roofs',
  taxpayer_id: '22-3456781',
  purpose: 'To work out how many panels fit.',
  data_sets: ['usage'],
  client_uri: 'https://machine.example/',
  policy_uri: 'https://machine.example/privacy',
  tos_uri: 'https://machine.example/terms',
  portal_uri: 'https://machine.example/start',
  redirect_uris: ['https://machine.example/callback'],
  notify_uri: 'https://machine.example/notify',
  business_contact: contact,
  technical_contact: contact,
  terms: { version: '2026-11', digest: 'a'.repeat(64) },
  ...changed,
});

describe('RFC 7591 and RFC 7592', () => {
  let rig: Rig;
  let endpoint: string;
  let initial: string;
  beforeAll(async () => {
    rig = await startRig();
    endpoint = `${rig.origin}/oauth/register`;
    initial = await rig.app.get(InitialAccessTokens).issue('otto', 7);
  });
  afterAll(() => rig?.stop());
  const send = async (method: string, url: string, token: string, body?: object) => {
    const response = await fetch(url, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as Record<string, unknown> };
  };
  let client: Record<string, string>;

  it('is named in the metadata (RFC 8414)', async () => {
    const { body } = await send('GET', `${rig.origin}/.well-known/oauth-authorization-server/oauth`, '');
    expect(body['registration_endpoint']).toBe(endpoint);
    expect((await send('GET', endpoint, '')).status).toBe(405);
  });

  it.each(['', 'x'.repeat(43)])('registers nobody without an initial access token (SEC-028)', async (token) => {
    expect(await send('POST', endpoint, token, metadata())).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
  });

  it('names every member that breaks a rule, and does not use the token up', async () => {
    const answer = await send('POST', endpoint, initial, metadata({ client_name: 'a=b', technical_contact: { ...contact, email: 'x' } }));
    expect(answer).toEqual({
      status: 400,
      body: { error: 'invalid_client_metadata', error_description: 'client_name: forbiddenCharacter; technical_contact.email: emailForm' },
    });
    const redirect = await send('POST', endpoint, initial, metadata({ redirect_uris: ['http://machine.example/'] }));
    expect(redirect.body['error']).toBe('invalid_redirect_uri');
  });

  it('registers once, and gives credentials that work', async () => {
    const answer = await send('POST', endpoint, initial, metadata());
    expect(answer.status).toBe(201);
    client = answer.body as Record<string, string>;
    expect(client['client_secret']).toMatch(/^[\w-]{43}$/);
    expect(client).not.toHaveProperty('business_contact');
    const basic = Buffer.from(`${client['client_id']}:${client['client_secret']}`).toString('base64');
    const token = await fetch(`${rig.origin}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(token.status).toBe(200);
    expect((await send('POST', endpoint, initial, metadata({ taxpayer_id: '223456782' }))).status).toBe(401);
  });

  it('reads and replaces its own registration, and nobody else’s (SEC-029)', async () => {
    const { registration_client_uri: uri, registration_access_token: own, client_id } = client as Record<string, string>;
    const other = await rig.company();
    expect((await send('GET', uri!, own!)).body).toMatchObject({ client_name: 'Machine Roofs', status: 'review' });
    expect((await send('GET', uri!, other.registrationAccessToken)).status).toBe(401);
    expect((await send('DELETE', `${endpoint}/${other.clientId}`, own!)).status).toBe(401);
    const changed = metadata({ client_id, notify_uri: 'https://machine.example/notify2' });
    expect((await send('PUT', uri!, own!, changed)).body).toMatchObject({ notify_uri: 'https://machine.example/notify2' });
    expect((await send('PUT', uri!, own!, { ...changed, client_id: other.clientId })).status).toBe(400);
  });

  it('ends its registration for good', async () => {
    const { registration_client_uri: uri, registration_access_token: own } = client as Record<string, string>;
    expect((await send('DELETE', uri!, own!)).status).toBe(204);
    expect((await send('GET', uri!, own!)).status).toBe(401);
  });
});
