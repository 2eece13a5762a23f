import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import type { Acknowledgement } from '@greenledger/contracts';

describe('the acknowledgement of a file', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
  });
  afterAll(() => service.stop());

  it('says what became of it, reason by reason, and is not final before the readings are stored', async () => {
    const bad = 'MEPMD01,19970819,1,2,G,S,202602010000,M-1,OK,E,KWH,,00000100,1,202501050900,"Q,1.5,\r\n';
    const { importId } = await service.settled(
      (await service.upload('meter-files', [...hourlyLines(['M-1', '=1+1'], 2), bad].join(''))).importId,
    );
    const answer = await service.fetch(`/ingest/v1/imports/${importId}/acknowledgement`);
    const acknowledgement = (await answer.json()) as Acknowledgement;
    expect(acknowledgement).toMatchObject({
      acknowledgement: 1,
      importId,
      state: 'published',
      final: false,
      accepted: true,
      lines: { accepted: 2, rejected: 3, noted: 0 },
      readings: 48,
      reasons: [
        { code: 'unknown-meter', lines: 2, firstLine: 2 },
        { code: 'quote-not-closed', lines: 1, firstLine: 5 },
      ],
      quarantine: { open: 3 },
      links: { rejects: `http://localhost:8080/ingest/v1/imports/${importId}/rejects` },
    });
    const csv = await service.fetch(`/ingest/v1/imports/${importId}/rejects`, { headers: { accept: 'text/csv' } });
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    const rows = parse(await csv.text(), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ line, code }) => [line, code])).toEqual([
      ['2', 'unknown-meter'],
      ['4', 'unknown-meter'],
      ['5', 'quote-not-closed'],
    ]);
    expect(rows[2]!['raw']).toBe(bad.trimEnd());
  });

  it('gives every one of many rejects in the CSV, in pages that do not repeat', async () => {
    const file = [...hourlyLines(['NEVER'], 2_400, '202602020000')].join('');
    const { importId } = await service.settled((await service.upload('meter-files', file)).importId);
    const csv = await (
      await service.fetch(`/ingest/v1/imports/${importId}/rejects`, { headers: { accept: 'text/csv, */*;q=0.1' } })
    ).text();
    const lines = (parse(csv, { columns: true }) as { line: string }[]).map(({ line }) => Number(line));
    expect(lines).toEqual(Array.from({ length: 2_400 }, (_, i) => i + 1));
    const json = await (await service.fetch(`/ingest/v1/imports/${importId}/rejects?open=true&limit=5&after=10`)).json();
    expect(json).toMatchObject({ total: 2_400, next: 15, rejects: [{ line: 11 }, {}, {}, {}, { line: 15 }] });
  });

  it('of an import that does not exist is not found, and is for operators only', async () => {
    expect((await service.fetch('/ingest/v1/imports/nothing/acknowledgement')).status).toBe(404);
    expect((await fetch(`${service.url}/ingest/v1/imports/nothing/acknowledgement`)).status).toBe(401);
  });
});
