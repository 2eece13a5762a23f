import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeCertificate, startNats, type NatsServer } from '@greenledger/embedded';
import { connect } from '@nats-io/transport-node';
import { natsConnectionOptions } from '@greenledger/service-kit';
import { connectNats } from './connect-nats.js';

const directory = mkdtempSync(join(tmpdir(), 'gl-nats-tls-'));
const caFile = join(directory, 'authority.crt');
const otherFile = join(directory, 'other.crt');
let server: NatsServer;

beforeAll(async () => {
  const authority = await makeCertificate({ names: ['Test authority'], authority: true });
  writeFileSync(caFile, authority.certificate);
  writeFileSync(otherFile, (await makeCertificate({ names: ['Another authority'], authority: true })).certificate);
  const tls = await makeCertificate({ names: ['localhost'], issuer: authority });
  server = await startNats({ directory, users: [{ user: 'portal', password: 'test-only' }], tls });
}, 60_000);

afterAll(async () => {
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const credentials = (url: string, file: string) => ({
  url,
  caFile: file,
  user: 'portal',
  password: 'test-only',
  service: 'portal' as const,
});
/** One attempt, where a service would try for ever. */
const once = { waitOnFirstConnect: false, maxReconnectAttempts: 0, reconnect: false };

describe('NATS by a tls:// address (SEC-009)', () => {
  it('is reached over TLS', async () => {
    const connection = await connectNats(credentials(server.url, caFile));
    await connection.flush();
    expect(connection.info?.tls_required).toBe(true);
    await connection.close();
  });

  it.each([
    ['when another authority signed for it', () => credentials(server.url, otherFile), /certificate|signature/i],
    ['under another name', () => credentials(server.url.replace('localhost', '127.0.0.1'), caFile), /altnames|IP/],
  ])('is not believed %s', async (_when, given, reason) => {
    await expect(connect({ ...natsConnectionOptions(given()), ...once })).rejects.toThrow(reason);
  });

  it('gets no credential when it speaks no TLS', async () => {
    let received = '';
    const plain: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => void (received += bytes.toString('latin1')));
      socket.write('INFO {"server_id":"x","version":"2.10.0","proto":1,"max_payload":1048576,"headers":true}\r\n');
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const url = `tls://localhost:${(plain.address() as AddressInfo).port}`;
    await expect(connect({ ...natsConnectionOptions(credentials(url, caFile)), ...once })).rejects.toThrow(/tls/);
    await new Promise((resolve) => plain.close(resolve));
    expect(received).toBe('');
  });
});
