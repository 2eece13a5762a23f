import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guardedRequest } from './guarded-request.js';

describe('guardedRequest', () => {
  let server: Server;
  let here: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      else if (request.url === '/long') response.end('x'.repeat(2000));
      else if (request.url !== '/silent') response.end(`${request.method} ok`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const ask = (url: string, allowLoopback = true) => guardedRequest({ url, allowLoopback, timeoutMilliseconds: 500, largestBody: 1000 });

  it('calls this machine when that is allowed', async () => expect(await ask(`${here}/`)).toEqual({ status: 200, body: 'GET ok' }));
  it('follows no redirect', async () => expect((await ask(`${here}/moved`)).status).toBe(302));
  it('gives up on a long answer', () => expect(ask(`${here}/long`)).rejects.toThrow('longer than 1000 bytes'));
  it('gives up on no answer', () => expect(ask(`${here}/silent`)).rejects.toThrow(/abort|timeout/i));
  it.each([
    ['https://127.0.0.1/', 'not one of the public internet'],
    ['https://10.1.2.3/', 'not one of the public internet'],
    ['https://169.254.169.254/latest/meta-data', 'not one of the public internet'],
    ['https://[::1]/', 'not one of the public internet'],
    ['https://localhost/', 'not one of the public internet'],
    ['http://localhost/', 'must be https'],
    ['http://example.com/', 'must be https'],
    ['https://a:b@example.com/', 'credentials'],
    ['file:///etc/passwd', 'must be https'],
    ['nonsense', 'no URI'],
  ])('refuses %s', async (url, rule) => {
    await expect(async () => ask(url, false)).rejects.toThrow(rule);
  });
});
