import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeCertificate, removePostgres, startPostgres, type MadeCertificate, type PostgresServer } from '@greenledger/embedded';
import { connectDatabase } from './connect-database.js';

const directory = mkdtempSync(join(tmpdir(), 'gl-database-tls-'));
let server: PostgresServer;
let authority: MadeCertificate;
const authorityFile = join(directory, 'authority.crt');

beforeAll(async () => {
  authority = await makeCertificate({ names: ['Test authority'], authority: true });
  writeFileSync(authorityFile, authority.certificate);
  // Good for the name localhost, not for the address.
  const tls = await makeCertificate({ names: ['localhost'], issuer: authority });
  server = await startPostgres({ directory, durable: false, tls });
}, 120_000);

afterAll(async () => {
  await server?.stop();
  removePostgres(directory);
  rmSync(directory, { recursive: true, force: true });
});

function connect(host: string, port: number, file = authorityFile) {
  const url = new URL(server.url);
  url.host = `${host}:${port}`;
  url.search = `?sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`;
  return connectDatabase({ type: 'postgres', url: url.toString(), installExtensions: false });
}

describe('PostgreSQL with sslmode=verify-full (SEC-009)', () => {
  it('is reached over TLS', async () => {
    const dataSource = await connect('localhost', server.port);
    const [row] = (await dataSource.query('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()')) as unknown[];
    expect(row).toEqual({ ssl: true, version: 'TLSv1.3' });
    await dataSource.destroy();
  });

  it('is not believed under another name', async () => {
    await expect(connect('127.0.0.1', server.port)).rejects.toThrow(/altnames|IP/);
  });

  it('is not believed when another authority signed for it', async () => {
    const other = join(directory, 'other.crt');
    writeFileSync(other, (await makeCertificate({ names: ['Another authority'], authority: true })).certificate);
    await expect(connect('localhost', server.port, other)).rejects.toThrow(/certificate|signature/);
  });

  it('gets no credential when it speaks no TLS', async () => {
    const received: Buffer[] = [];
    const plain = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        received.push(bytes);
        socket.write('N');
      });
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    await expect(connect('localhost', (plain.address() as AddressInfo).port)).rejects.toThrow(/does not support SSL/);
    await new Promise((resolve) => plain.close(resolve));
    // SSLRequest: length 8, code 80877103; nothing after it.
    expect(Buffer.concat(received).toString('hex')).toBe('0000000804d2162f');
  });
});
