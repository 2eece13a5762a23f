import { gzipSync } from 'node:zlib';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ComparedReadings, requestSubject, unpackBlock } from '@greenledger/contracts';
import { connectNats, type NatsConnection } from '@greenledger/messaging';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import type { DryRunReport } from './dry-run.js';

/** data-delivery is a stand-in here: it calls every value below 15,000 Wh new, the others duplicates. Its own rules are tested there. */
describe('a dry run', () => {
  let service: RunningService;
  let connection: NatsConnection;
  beforeAll(async () => {
    service = await RunningService.start();
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
    connection = await connectNats(service.nats.credentials('data-delivery'));
  });
  afterAll(async () => {
    await connection.close();
    await service.stop();
  });

  function answerFromNow(): void {
    connection.subscribe(requestSubject('data-delivery.compare-blocks'), {
      queue: 'data-delivery',
      callback: (_error, message) => {
        const { data, id } = message.json<{ data: { blocks: { block: string }[] }; id: string }>();
        const values = data.blocks.flatMap(({ block }) => unpackBlock(Buffer.from(block, 'base64')).readings.map(({ value }) => value!));
        const added = values.filter((value) => value < 15_000).length;
        const reply: ComparedReadings = { added, corrected: 0, duplicate: values.length - added, superseded: 0 };
        message.respond(JSON.stringify({ id, response: { reply }, isDisposed: true }));
      },
    });
  }
  const dryRun = async (body: string | Buffer, query = ''): Promise<[number, DryRunReport]> => {
    const answer = await service.fetch(`/ingest/v1/meter-files?dryRun=true${query}`, { method: 'POST', body: body as BodyInit });
    return [answer.status, (await answer.json()) as DryRunReport];
  };
  const everything = async (): Promise<unknown> =>
    service.database.dataSource.query(
      `SELECT (SELECT count(*) FROM import) AS imports, (SELECT count(*) FROM import_reject) AS rejects, (SELECT count(*) FROM import_note) AS notes,
              (SELECT last_index FROM outbox_head) AS head, (SELECT count(*) FROM channel_stream) AS streams`,
    );

  it('says that a part is not available, rather than half of the truth', async () => {
    const [status, problem] = await dryRun([...hourlyLines(['M-1'], 1)].join(''));
    expect([status, problem]).toMatchObject([503, { code: 'unavailable' }]);
  });

  it('tells what a file would change, with reasons, and keeps nothing of it', async () => {
    answerFromNow();
    const before = await everything();
    const lines = [
      ...hourlyLines(['M-1', 'NEVER'], 40),
      'MEPMD01,19970819,1,2,G,S,202602010000,M-1,OK,E,KWH,,00000100,1,202501050900,Q,1.5,\r\n',
    ];
    for (const body of [lines.join(''), gzipSync(lines.join(''))]) {
      const [status, report] = await dryRun(body);
      expect(status).toBe(200);
      expect(report).toMatchObject({
        format: 'cmep',
        profile: null,
        lines: { accepted: 40, rejected: 41, noted: 0 },
        // Values are 10 to 33 kWh by the hour of the day: five of 24 are below 15.
        readings: { added: 200, corrected: 0, duplicate: 760, superseded: 0 },
        reasons: { 'unknown-meter': 40, 'unknown-quality-flag': 1 },
      });
      expect(report.rejects).toHaveLength(41);
      expect(report.rejects[0]).toMatchObject({ line: 2, code: 'unknown-meter', value: 'NEVER' });
    }
    expect(await everything()).toEqual(before);
    expect(await readdir(join(service.directory, 'raw'))).not.toHaveLength(0);
    expect(await readdir(join(service.directory, 'raw/incoming'))).toEqual([]);
  });

  it('tries a draft of a profile before any file is read by it', async () => {
    const line = 'MEPMD01,19970819,1,2,G,S,202602010000,M-1,OK,E,kWh-Del,,00000100,1,202501050900,Q,1.5,\r\n';
    const definition = { units: { 'kWh-Del': 'KWH' }, flags: { Q: { quality: 8, hasValue: true } } };
    await service.fetch('/ingest/v1/source-profiles/trial', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expectedVersion: 0, draft: true, definition }),
    });
    expect(await dryRun(line)).toMatchObject([200, { lines: { accepted: 0, rejected: 1 }, reasons: { 'unknown-unit': 1 } }]);
    expect(await dryRun(line, '&profile=trial@1')).toMatchObject([
      200,
      { profile: { name: 'trial', version: 1 }, lines: { accepted: 1, rejected: 0 }, readings: { added: 1 } },
    ]);
  });

  it.each([
    ['hello', '', 422, 'unrecognized-file'],
    ['', '', 422, 'unrecognized-file'],
    ['MEPMD01', '&profile=nobody', 404, 'not-found'],
    [gzipSync('MEPMD01').subarray(0, 15), '', 422, 'unrecognized-file'],
  ])('of %j with "%s" is refused', async (body, query, status, code) => {
    expect(await dryRun(body, query)).toMatchObject([status, { code }]);
  });
});
