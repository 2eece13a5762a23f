import { createHmac, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '@greenledger/service-kit';
import { extractOf } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import type { Acknowledgement } from '@greenledger/contracts';
import { webhookSecret } from './webhook-secret.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('acknowledgements by webhook', () => {
  const secret = randomBytes(32);
  const secretFile = join(tmpdir(), `greenledger-webhook-${randomBytes(6).toString('hex')}`);
  const received: Received[] = [];
  let status = 500;
  let receiver: Server;
  let service: RunningService;
  beforeAll(async () => {
    await writeFile(secretFile, `whsec_${secret.toString('base64')}\n`, { mode: 0o600 });
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    service = await RunningService.start({
      ACKNOWLEDGEMENT_URL: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/imports`,
      ACKNOWLEDGEMENT_SECRET_FILE: secretFile,
      ACKNOWLEDGEMENT_RETRY_SECONDS: 0.2,
    });
  });
  afterAll(async () => {
    await service.stop();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  async function until(count: number): Promise<void> {
    for (let i = 0; i < 400 && received.length < count; i++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(received.length).toBeGreaterThanOrEqual(count);
  }
  const told = (): Acknowledgement[] => received.map(({ body }) => JSON.parse(body) as Acknowledgement);

  it('are repeated until the receiver takes them, over a restart, and then no more', async () => {
    const { importId } = await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
    await until(2);
    await service.restart();
    const before = received.length;
    await until(before + 1);
    status = 204;
    const failed = received.length;
    await until(failed + 1);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(received.length).toBe(failed + 1);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(told().at(-1)).toMatchObject({ importId, state: 'stored', final: true, accepted: true, lines: { accepted: 1 } });
    // The service takes no imports of before its start for due, nor one twice.
    await service.restart();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(received.length).toBe(failed + 1);
  });

  it('tell of refused files too, and carry a signature that only the holder of the key can make', async () => {
    const before = received.length;
    await service.upload('meter-files', 'MEPMD01,19970819,1,2,G,S,202602010000,NEVER,OK,E,KWH,,00000100,1,202501050900,,1.5,\r\n');
    await until(before + 1);
    const { headers, body } = received.at(-1)!;
    expect(JSON.parse(body)).toMatchObject({ state: 'refused', accepted: false, reasons: [{ code: 'unknown-meter', lines: 1 }] });
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`);
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(30);
  });

  it('need a key: none, a short one or no file stops the start with what to set', async () => {
    await writeFile(`${secretFile}.short`, 'c2hvcnQ=');
    for (const path of [undefined, '/nowhere', `${secretFile}.short`]) {
      await expect(webhookSecret(path)).rejects.toBeInstanceOf(ConfigurationError);
    }
  });
});
