import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { startOrigin, type Origin } from './origin-proxy.js';

/** A stand-in service: tells what it got, refuses uploads over 1 MB without reading them, streams endlessly on request. */
function standIn(): Server {
  return createServer((request, response) => {
    const url = request.url!;
    if (url.startsWith('/ingest/refuse')) return void response.writeHead(413, { connection: 'close' }).end('too large');
    if (url.startsWith('/ingest/busy')) return void response.writeHead(503, { 'retry-after': '1' }).end('busy');
    if (url.startsWith('/DataCustodian/endless')) {
      response.on('close', () => endlessClosed());
      return void Readable.from(endless()).pipe(response);
    }
    if (url.startsWith('/sign-in')) return void response.writeHead(303, { location: '/after', 'set-cookie': ['a=1', 'b=2'] }).end();
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ url, bytes, method: request.method, headers: request.headers }));
    });
  });
}
let endlessClosed = (): void => undefined;
function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536, 'x');
}

describe('the origin', () => {
  const upstream = standIn();
  let upstreamUrl: string | undefined;
  let origin: Origin;

  beforeAll(async () => {
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    upstreamUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    origin = await startOrigin(38_080, (service) => (service === 'authorization' ? undefined : upstreamUrl));
  });
  afterAll(async () => {
    await origin.stop();
    upstream.closeAllConnections();
    await new Promise((resolve) => upstream.close(resolve));
  });

  it('takes the next port when the wanted one is taken', async () => {
    const second = await startOrigin(Number(new URL(origin.url).port), () => upstreamUrl);
    expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(new URL(origin.url).port));
    await second.stop();
  });

  it('forwards path, query and headers as they came, and says who asked', async () => {
    const answer = await fetch(`${origin.url}/authorizations?a=b%2Fc&a=%20`, { headers: { authorization: 'Bearer t', cookie: 'x=y' } });
    const { url, headers } = (await answer.json()) as { url: string; headers: Record<string, string> };
    expect(url).toBe('/authorizations?a=b%2Fc&a=%20');
    expect(headers).toMatchObject({
      authorization: 'Bearer t',
      cookie: 'x=y',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(origin.url).host,
    });
    expect(headers['x-forwarded-for']).toBeTruthy();
  });

  it('leaves redirects and cookies alone', async () => {
    const answer = await fetch(`${origin.url}/sign-in`, { method: 'POST', body: new URLSearchParams({ a: 'b' }), redirect: 'manual' });
    expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([303, '/after', ['a=1', 'b=2']]);
  });

  it.each(['text/plain', 'application/json', 'application/xml', 'application/octet-stream', 'multipart/form-data; boundary=x'])(
    'streams a large body of type %s without a limit',
    async (type) => {
      const body = Readable.toWeb(Readable.from(Array.from({ length: 512 }, () => Buffer.alloc(65_536, '1')))) as ReadableStream;
      const init = { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' };
      const answer = await fetch(`${origin.url}/ingest/v1/meter-files`, init as RequestInit);
      expect(((await answer.json()) as { bytes: number }).bytes).toBe(512 * 65_536);
    },
  );

  it('takes the upload of a client that asks first (Expect: 100-continue, as curl does)', async () => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { expect: '100-continue', 'transfer-encoding': 'chunked' };
      const request = httpRequest(`${origin.url}/ingest/v1/meter-files`, { method: 'POST', headers }, resolve);
      request.on('error', reject).on('continue', () => request.end('the body'));
    });
    expect(answer.statusCode).toBe(200);
    expect(await text(answer)).toContain('"bytes":8');
  });

  it('hands on a refusal that comes before the body is read', async () => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpRequest(`${origin.url}/ingest/refuse`, { method: 'POST', headers: { 'content-length': 3 * 2 ** 30 } }, resolve);
      request.on('error', reject);
      request.write('a first piece');
    });
    expect(answer.statusCode).toBe(413);
    answer.destroy();
  });

  it('hands on a 503 once, without asking again by itself', async () => {
    const answer = await fetch(`${origin.url}/ingest/busy`);
    expect([answer.status, await answer.text(), answer.headers.get('retry-after')]).toEqual([503, 'busy', '1']);
  });

  it('closes the stream of the service when the client goes away', async () => {
    const closed = new Promise<void>((resolve) => (endlessClosed = resolve));
    const abort = new AbortController();
    const answer = await fetch(`${origin.url}/DataCustodian/endless`, { signal: abort.signal });
    await answer.body!.getReader().read();
    abort.abort();
    await closed;
  });

  it('answers a path that cannot be decoded in the shape of all errors', async () => {
    const answer = await fetch(`${origin.url}/receipts/%zz`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(await answer.json()).toMatchObject({ code: 'bad-request', detail: expect.stringContaining('Check the path') });
  });

  it('answers 503 problem+json with Retry-After while a service is away', async () => {
    const answer = await fetch(`${origin.url}/oauth/token`, { method: 'POST', body: 'a=b' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: 'unavailable', status: 503 });
  });

  it('leaves the connection usable when a service goes away during an upload', async () => {
    const kept = upstreamUrl;
    upstreamUrl = 'http://127.0.0.1:1';
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = (): Promise<number> =>
      new Promise((resolve, reject) => {
        const request = httpRequest(`${origin.url}/ingest/v1/meter-files`, { method: 'POST', agent }, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode!));
        });
        request.on('error', reject).end(Buffer.alloc(4_000_000, '1'));
      });
    const first = await post();
    upstreamUrl = kept;
    expect([first, await post()]).toEqual([503, 200]);
    agent.destroy();
  });

  it('answers the same when the service does not listen any more', async () => {
    const kept = upstreamUrl;
    upstreamUrl = 'http://127.0.0.1:1';
    const answer = await fetch(`${origin.url}/`);
    upstreamUrl = kept;
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'unavailable']);
  });
});
