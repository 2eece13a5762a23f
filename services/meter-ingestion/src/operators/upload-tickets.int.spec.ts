import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestClient } from '@greenledger/messaging';
import { ClientNats } from '@nestjs/microservices';
import { extractOf } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

describe('an upload ticket', () => {
  let service: RunningService;
  let requests: RequestClient;
  beforeAll(async () => {
    service = await RunningService.start();
    const { url, user, password } = service.nats.credentials('portal');
    requests = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_portal' }));
  });
  afterAll(async () => {
    await requests?.close();
    await service?.stop();
  });
  const issue = async (): Promise<string> => (await requests.request('meter-ingestion.issue-upload-ticket', { by: 'op-1' })).ticket;
  const bring = (ticket: string, path = '/ingest/v1/cis-extracts?fileName=a.csv', method = 'POST'): Promise<Response> =>
    service.fetch(path, {
      method,
      headers: { authorization: `Bearer ${ticket}` },
      ...(method === 'POST' && { body: extractOf(['M-1']) }),
    });

  it('brings one file, once', async () => {
    const ticket = await issue();
    expect((await bring(ticket)).status).toBe(202);
    expect((await bring(ticket)).status).toBe(401);
  });

  it('opens no other door, and is not used up there', async () => {
    const ticket = await issue();
    expect((await bring(ticket, '/ingest/v1/imports', 'GET')).status).toBe(401);
    expect((await bring(ticket, '/ingest/v1/source-profiles/x')).status).toBe(401);
    expect((await bring(ticket)).status).toBe(202);
  });

  it('is over after a minute, and stands nowhere as such', async () => {
    const ticket = await issue();
    const rows = await service.database.dataSource.query('SELECT *, encode(ticket_sha256, $1) FROM upload_ticket', ['escape']);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(ticket);
    await service.database.dataSource.query("UPDATE upload_ticket SET expires_at = expires_at - interval '61 seconds'");
    expect((await bring(ticket)).status).toBe(401);
    expect((await bring('x'.repeat(43))).status).toBe(401);
  });
});
