import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestClient } from '@greenledger/messaging';
import { ClientNats } from '@nestjs/microservices';
import { extractOf, extractOfRows, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

describe('the requests of the operator’s pages', () => {
  let service: RunningService;
  let requests: RequestClient;
  beforeAll(async () => {
    service = await RunningService.start();
    const { url, user, password } = service.nats.credentials('portal');
    requests = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_portal' }));
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
  });
  afterAll(async () => {
    await requests.close();
    await service.stop();
  });

  it('list imports, show one with its refused lines, and replay them', async () => {
    const { importId } = await service.settled(
      (await service.upload('meter-files', [...hourlyLines(['M-1', 'LATE'], 2)].join(''))).importId,
    );
    const { imports } = await requests.request('meter-ingestion.list-imports', { limit: 10 });
    expect(imports.map(({ kind, importId: id }) => [kind, id === importId])).toEqual([
      ['meter-file', true],
      ['cis-extract', false],
    ]);
    const { acknowledgement } = await requests.request('meter-ingestion.get-import', { importId });
    expect(acknowledgement).toMatchObject({ quarantine: { open: 2 }, reasons: [{ code: 'unknown-meter', lines: 2 }] });
    const page = await requests.request('meter-ingestion.list-rejects', { importId, after: 0, limit: 1, onlyOpen: true });
    expect(page).toMatchObject({ total: 2, next: 2, rejects: [{ line: 2, code: 'unknown-meter', resolvedBy: null }] });
    const row = 'C9,Customer,,en,A9,G9,electric,2020-01-01,,SP9,9 Elm Street,95014,America/Los_Angeles,E-1,LATE,2020-01-01,';
    await service.settled((await service.upload('cis-extracts', extractOfRows(row))).importId);
    const { import: replay, isNew } = await requests.request('meter-ingestion.start-replay', { importId, profile: null });
    expect([isNew, replay.replayOf]).toEqual([true, importId]);
    await service.settled(replay.importId);
    const open = await requests.request('meter-ingestion.list-rejects', { importId, after: 0, limit: 10, onlyOpen: true });
    expect(open).toMatchObject({ total: 2, next: null, rejects: [] });
  });

  it('page through every import, newest first, whatever arrives meanwhile', async () => {
    type Page = { imports: { importId: string }[]; next: string | null };
    const page = async (path: string): Promise<{ body: Page; link: string | null }> => {
      const answer = await service.fetch(path);
      return { body: (await answer.json()) as Page, link: answer.headers.get('link') };
    };
    for (const meter of ['P-1', 'P-2', 'P-3', 'P-4'])
      await service.settled((await service.upload('meter-files', [...hourlyLines([meter], 1)].join(''))).importId);
    const whole = (await page('/ingest/v1/imports?limit=1000')).body;
    expect(whole.next).toBeNull();
    const seen: string[] = [];
    for (let path: string | undefined = '/ingest/v1/imports?limit=2'; path !== undefined;) {
      const { body, link } = await page(path);
      seen.push(...body.imports.map(({ importId }) => importId));
      if (seen.length === 2) await service.upload('meter-files', [...hourlyLines(['P-5'], 1)].join(''));
      path = /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1];
      expect(path === undefined).toBe(body.next === null);
    }
    expect(seen).toEqual(whole.imports.map(({ importId }) => importId));
    const first = await requests.request('meter-ingestion.list-imports', { limit: 1 });
    const second = await requests.request('meter-ingestion.list-imports', { limit: 200, before: first.next! });
    expect(second.imports.map(({ importId }) => importId)).toEqual(seen);
    expect((await service.fetch('/ingest/v1/imports?before=nothing')).status).toBe(404);
    expect((await service.fetch('/ingest/v1/imports?limit=1001')).status).toBe(400);
  });

  it('show, add and activate source profiles, with the refusals of the API', async () => {
    const definition = { sender: 'X', flags: { Q: { quality: 8, hasValue: true } } };
    const add = (expectedVersion: number, what: object): Promise<object> =>
      requests.request('meter-ingestion.add-profile-version', {
        name: 'x',
        expectedVersion,
        definition: what as Record<string, unknown>,
        draft: true,
        by: 'op-1',
      });
    expect(await add(0, definition)).toMatchObject({ name: 'x', version: 1, inForce: false, createdBy: 'op-1' });
    await expect(add(0, definition)).rejects.toMatchObject({ code: 'conflict' });
    await expect(add(1, { colour: 'red' })).rejects.toMatchObject({ code: 'invalid-body' });
    expect(await requests.request('meter-ingestion.activate-profile-version', { name: 'x', version: 1 })).toMatchObject({ inForce: true });
    const { profiles } = await requests.request('meter-ingestion.list-source-profiles', {});
    expect(profiles.map(({ name }) => name)).toEqual(['power-line', 'sensus-radio', 'x']);
    const { versions } = await requests.request('meter-ingestion.list-profile-versions', { name: 'x' });
    expect(versions).toMatchObject([{ version: 1, definition }]);
    await expect(requests.request('meter-ingestion.list-profile-versions', { name: 'y' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(requests.request('meter-ingestion.get-import', { importId: 'y' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
