import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProblemError } from '@greenledger/contracts';
import { startNats, type NatsServer } from '@greenledger/embedded';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfiguration } from '../configuration/read-configuration.js';
import { ServiceConfiguration } from '../configuration/service-configuration.js';
import { DatabaseModule } from '../database/database.module.js';
import { JsonLogger } from '../logging/json-logger.js';
import { startService } from './start-service.js';

@Controller('example')
class ExampleController {
  @Get('refused')
  refused(): never {
    throw new ProblemError('release-refused', 'The period has ended: ask the customer for a new one.', { authorizationId: 'a-1' });
  }
  @Get('broken')
  broken(): never {
    throw new Error('relation "secret_table" does not exist');
  }
  @Get('one/:id')
  one(@Param('id') id: string): string {
    return id;
  }
  @Post('upload')
  async upload(@Body() body: AsyncIterable<Buffer>): Promise<{ bytes: number }> {
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.length;
    return { bytes };
  }
  @Post('echo')
  echo(@Body() body: unknown): unknown {
    return body;
  }
}

let directory: string;
let nats: NatsServer;
let app: NestFastifyApplication;
let origin: string;
const lines: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gl-service-kit-'));
  nats = await startNats({ directory, users: [{ user: 'portal', password: 'test-only' }] });
  const configuration = readConfiguration(ServiceConfiguration, {
    PORT: '0',
    PUBLIC_ORIGIN: 'https://data.example',
    DATABASE_URL: process.env['TEST_DATABASE_URL'],
    NATS_URL: nats.url,
    // The database of the tests may be on another machine of the network they run in (DATABASE_URL).
    INSECURE_TRANSPORT: 'true',
    NATS_USER: 'portal',
    NATS_PASSWORD: 'test-only',
  });
  @Module({ controllers: [ExampleController], imports: [DatabaseModule.forRoot({ url: configuration.DATABASE_URL, service: 'portal' })] })
  class ExampleModule {}
  app = await startService({
    name: 'portal',
    module: ExampleModule,
    configuration,
    bodyLimit: 1000,
    configureHttp: (service) => {
      const fastify = service.getHttpAdapter().getInstance();
      fastify.removeContentTypeParser('text/plain');
      fastify.addContentTypeParser(['text/plain', 'application/octet-stream'], (_request, payload, done) => done(null, payload));
    },
    drainOnSignals: false,
    logger: new JsonLogger('portal', 'info', { write: (line) => void lines.push(line) }),
  });
  origin = await app.getUrl();
}, 60_000);

afterAll(async () => {
  await app?.close();
  await nats?.stop();
  await rm(directory, { recursive: true, force: true });
});

const post = (body: string, type: string): Promise<Response> =>
  fetch(`${origin}/example/echo`, { method: 'POST', body, headers: { 'content-type': type } });

/** A request with any method: fetch refuses TRACE. */
function send(method: string, path: string): Promise<{ status: number; allow: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, origin), { method }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode!, allow: response.headers.allow, body }));
    });
    outgoing.on('error', reject).end();
  });
}

describe('a started service', () => {
  it.each([
    ['/example/refused', ['GET', 'HEAD']],
    ['/example/echo', ['POST']],
    ['/health/live', ['GET', 'HEAD']],
  ])('answers every method but its own at %s with 405 and Allow', async (path, own) => {
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'SEARCH', 'PROPFIND'].filter(
      (method) => !own.includes(method),
    );
    for (const method of others) {
      const { status, allow, body } = await send(method, `${path}?secret=1`);
      expect([method, status, allow]).toEqual([method, 405, own.join(', ')]);
      expect(JSON.parse(body)).toMatchObject({
        code: 'method-not-allowed',
        detail: `${method} is not allowed here, only ${own.join(', ')}.`,
      });
      expect(body).not.toContain('secret');
    }
    expect((await send('TRACE', '/no/such/path')).status).toBe(404);
  });

  it('answers a problem with its code, the page of the code and the correlation id of the caller', async () => {
    const response = await fetch(`${origin}/example/refused`, { headers: { 'correlation-id': 'caller-0001' } });
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('correlation-id')).toBe('caller-0001');
    const type = 'https://data.example/docs/errors#release-refused';
    expect(await response.json()).toMatchObject({ type, code: 'release-refused', correlationId: 'caller-0001', authorizationId: 'a-1' });
  });

  it('tells nothing of an unexpected error, but logs it under the same correlation id', async () => {
    const response = await fetch(`${origin}/example/broken`, { headers: { 'correlation-id': 'not a token' } });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret_table');
    const { correlationId } = JSON.parse(text) as { correlationId: string };
    expect(lines.some((line) => line.includes('secret_table') && line.includes(correlationId))).toBe(true);
  });

  it('answers the errors of the HTTP layer as problems too', async () => {
    const codeOf = async (response: Promise<Response>): Promise<unknown> => ((await (await response).json()) as { code: unknown }).code;
    expect(await codeOf(fetch(`${origin}/nowhere?token=abc`))).toBe('not-found');
    expect(await codeOf(post('{"a":', 'application/json'))).toBe('bad-request');
    expect(await codeOf(post(JSON.stringify('x'.repeat(2000)), 'application/json'))).toBe('payload-too-large');
    expect(await codeOf(post('<a/>', 'application/xml'))).toBe('unsupported-media-type');
  });

  it('answers paths that reach no handler as problems too', async () => {
    for (const [path, status, code] of [
      ['/example/one/%zz', 400, 'bad-request'],
      ['/%E0%A4%A', 400, 'bad-request'],
      [`/example/one/${'1'.repeat(200)}`, 404, 'not-found'],
    ] as const) {
      const response = await fetch(`${origin}${path}?secret=1`, { headers: { 'correlation-id': 'caller-0002' } });
      const text = await response.text();
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        status,
        'application/problem+json; charset=utf-8',
      ]);
      expect(JSON.parse(text)).toMatchObject({ type: `https://data.example/docs/errors#${code}`, code, correlationId: 'caller-0002' });
      expect(response.headers.get('correlation-id')).toBe('caller-0002');
      expect(text).not.toContain('secret');
    }
  });

  it('hands a raw upload to the handler as a stream, beyond the limit of parsed bodies', async () => {
    for (const type of ['text/plain', 'application/octet-stream']) {
      const body = 'x'.repeat(100_000);
      const response = await fetch(`${origin}/example/upload`, { method: 'POST', body, headers: { 'content-type': type } });
      expect(await response.json()).toEqual({ bytes: 100_000 });
    }
  });

  it('logs requests without their query', () => {
    expect(lines.some((line) => line.includes('/nowhere'))).toBe(true);
    expect(lines.join('')).not.toContain('token=abc');
  });

  it('is live and ready, and stays both while NATS is away', async () => {
    nats.kill();
    await nats.exited;
    const ready = await fetch(`${origin}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'up', database: 'up' }]);
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
    await nats.restart();
  });
});
