import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportView, LogEntry } from '@greenledger/contracts';
import { Outbox } from '@greenledger/messaging';
import { CisDefaultValues } from '../customers/cis-default-values.js';
import { customerFeed } from '../test-support/customer-xml.js';
import { extractOf, extractOfRows, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { rebuildLog, type RebuildLogReport } from './rebuild-log.js';

const JANUARY = Date.UTC(2025, 0, 1, 8) / 1_000;
const BILL =
  'bill_number,agreement_number,service_point_number,period_from,period_to,issued_on,currency,amount\nB-1,G0,SP0,2025-01-01,2025-02-01,2025-02-03,USD,10\n';
const READS = '100,NEM13,202512011200,A,B\n250,REGISTER01,11,1,11,11,S,E,100,20250901000000,A,,,150,20251001000000,A,,,50,kWh,,,\n900\n';

describe('the log, made anew from raw files and extracts', () => {
  let service: RunningService;
  const settled = async (kind: 'meter-files' | 'cis-extracts', body: string): Promise<ImportView> =>
    service.settled((await service.upload(kind, body)).importId);
  const rebuild = (write?: (entries: readonly object[]) => Promise<void>): Promise<RebuildLogReport> =>
    rebuildLog({
      adminUrl: service.database.adminUrl,
      rawFileDirectory: join(service.directory, 'raw'),
      defaults: new CisDefaultValues('America/Los_Angeles', 0),
      note: () => undefined,
      ...(write && { write }),
    });
  const profile = (expectedVersion: number, definition: object): Promise<Response> =>
    service.fetch('/ingest/v1/source-profiles/radio', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expectedVersion, definition }),
    });
  const schemas = (): Promise<unknown> =>
    service.database.ownerDataSource.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'meter_ingestion_%'`);
  const line = (meter: string, flag: string): string =>
    `MEPMD01,19970819,RADIO,2,GREENBTN,SA,202511121200,${meter},OK,E,KWH,,00000100,1,202511030900,${flag},1.5,\r\n`;

  beforeAll(async () => {
    service = await RunningService.start({ CIS_SERVICE_KIND: 'electric' });
    const meters = Array.from({ length: 40 }, (_, i) => `M-${i}`);
    await settled('cis-extracts', extractOf(meters));
    // More than one commit, and twice the same file time.
    await settled('meter-files', [...hourlyLines([...meters, 'LATE'], 60)].join(''));
    await settled('cis-extracts', BILL);
    // What the profile says changes between two files of the same sender.
    expect((await profile(0, { sender: 'RADIO', flags: { Q: { quality: 8, hasValue: true } } })).status).toBe(201);
    await settled('meter-files', line('M-1', 'Q'));
    expect((await profile(1, { sender: 'RADIO', flags: { Q: { quality: 19, hasValue: true } } })).status).toBe(201);
    await settled('meter-files', line('M-2', 'Q'));
    // A meter moves, a customer leaves, a service comes by XML, and a replay takes what was refused before.
    const moved =
      'C0,Customer 0,c0@example.org,en,A0,G0,electric,2020-01-01,2025-11-01,SP0,0 Elm Street,95014,America/Los_Angeles,E-1,M-0,2020-01-01,2025-11-01';
    const late = 'C99,Late,,en,A99,G99,electric,2020-01-01,,SP99,99 Elm Street,95014,America/Los_Angeles,E-1,LATE,2020-01-01,';
    await settled('cis-extracts', extractOfRows(moved, late));
    const refused = ((await (await service.fetch('/ingest/v1/imports?limit=100')).json()) as { imports: ImportView[] }).imports.find(
      ({ lines }) => lines.rejected > 0,
    )!;
    const replay = await service.fetch(`/ingest/v1/imports/${refused.importId}/replay`, { method: 'POST' });
    await service.settled(((await replay.json()) as ImportView).importId);
    const xml = {
      customer: 'X1',
      name: 'Xena',
      account: 'XA',
      agreement: 'XG',
      servicePoint: 'XSP',
      from: JANUARY,
      meter: { number: 'REGISTER01', from: JANUARY },
    };
    await settled('cis-extracts', customerFeed([xml]));
    await settled('meter-files', READS);
    await settled('meter-files', line('NOBODY', ''));
  }, 60_000);
  afterAll(() => service.stop());

  it('is the log in use, entry by entry, though profiles, crosswalk and holders have changed since', async () => {
    const log: LogEntry[] = [];
    for (let after = -1; ;) {
      const { entries } = await service.get(Outbox).readPage({ after, limit: 1_000 });
      if (entries.length === 0) break;
      log.push(...(entries as LogEntry[]));
      after = entries.at(-1)!.logIndex;
    }
    const written: object[] = [];
    const report = await rebuild((entries) => Promise.resolve(void written.push(...entries)));
    expect(report).toMatchObject({ imports: 10, entries: log.length, usagePoints: 42, identical: 42, different: [], faults: [] });
    expect(written.map((entry) => JSON.parse(JSON.stringify(entry)) as object)).toEqual(log);
    expect(await schemas()).toEqual([]);
    // Imports from before the cuts were kept are cut as the program cuts them.
    await service.database.ownerDataSource.query('DELETE FROM import_step');
    expect(await rebuild()).toMatchObject({ identical: 42, faults: [] });
  });

  it('names the usage points of damaged entries, entries of no file, and files that are not there, and changes nothing', async () => {
    const owner = service.database.ownerDataSource;
    const [{ data, log_index: index }] = (await owner.query(
      `SELECT data, log_index FROM outbox WHERE type = 'UsagePointChanged' ORDER BY log_index LIMIT 1`,
    )) as [{ data: { usagePointId: string }; log_index: string }];
    await owner.query('UPDATE outbox SET data = $2 WHERE log_index = $1', [index, JSON.stringify({ ...data, timeZone: 'UTC' })]);
    await owner.query(
      `INSERT INTO outbox (log_index, id, type, data, size, occurred_at, recorded_at)
       SELECT last_index + 1, gen_random_uuid(), 'BillingSummaryChanged', '{}', 2, now(), now() FROM outbox_head`,
    );
    await owner.query('UPDATE outbox_head SET last_index = last_index + 1');
    const written: object[] = [];
    const report = await rebuild((entries) => Promise.resolve(void written.push(...entries)));
    expect(report).toMatchObject({
      identical: 41,
      different: [data.usagePointId],
      faults: [expect.stringMatching(/^No file gives the entry \d+ \(BillingSummaryChanged\)/)],
    });
    expect(written).toEqual([]);
    await owner.query('DELETE FROM outbox WHERE log_index = (SELECT last_index FROM outbox_head)');
    await owner.query('UPDATE outbox_head SET last_index = last_index - 1');
    await owner.query('UPDATE outbox SET data = $2 WHERE log_index = $1', [index, JSON.stringify(data)]);
    await rm(join(service.directory, 'raw'), { recursive: true });
    expect((await rebuild()).faults[0]).toMatch(/^The raw file [0-9a-f]{64} of the import .* is not there/);
    expect(await schemas()).toEqual([]);
  });
});
