import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { redirectToTls } from './redirect-to-tls.js';

const portal = fastify();
let plain: string;

beforeAll(async () => {
  const port = await redirectToTls(portal, { HOST: '127.0.0.1', HTTP_REDIRECT_PORT: 0, PUBLIC_ORIGIN: 'https://data.example' });
  plain = `http://127.0.0.1:${port}`;
  await portal.ready();
});
afterAll(() => portal.close());

const ask = (path: string, method = 'GET'): Promise<Response> => fetch(`${plain}${path}`, { method, redirect: 'manual' });

describe('plain HTTP beside the portal (SEC-007)', () => {
  it.each(['/', '/authorizations?page=2', '/consent/abc'])('sends a browser to %s of the public origin', async (path) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get('location')]).toEqual([308, `https://data.example${path}`]);
  });

  it('leads nowhere else, whatever the path looks like', async () => {
    expect((await ask('//evil.example/x')).headers.get('location')).toBe('https://data.example/');
  });

  it.each([
    ['/DataCustodian/espi/1_1/resource/Batch/Bulk/1', 'GET'],
    ['/oauth/token', 'POST'],
    ['/oauth/authorize?client_id=1', 'GET'],
    ['/ingest/v1/meter-files', 'POST'],
    ['/.well-known/oauth-authorization-server', 'GET'],
    ['/sign-in', 'POST'],
  ])('refuses %s by %s and never redirects it', async (path, method) => {
    const answer = await ask(path, method);
    expect([answer.status, answer.headers.get('location')]).toEqual([403, null]);
    expect(await answer.json()).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('replace every token') });
  });
});
