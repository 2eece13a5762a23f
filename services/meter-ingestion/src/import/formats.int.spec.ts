import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReadingBlocksImported, unpackBlock } from '@greenledger/contracts';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import type { ImportView } from '@greenledger/contracts';

const samples = process.env['METER_DATA_DIR'] ?? join(process.cwd(), '../shared/meter-data');
const sample = (path: string): Promise<Buffer> => readFile(join(samples, path));

describe('real files of every format', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    const meters = [
      ['NEM1201006', 'Australia/Brisbane'],
      ['NEM1201006-E2', 'Australia/Brisbane'],
      ['NEM1311006', 'Australia/Brisbane'],
      ['5391320451', 'America/Los_Angeles'],
    ];
    const rows = meters.map(
      ([meter, zone], i) =>
        `C${i},Customer,,en,A${i},G${i},electric,2000-01-01,,SP${i},${i} Elm Street,95014,${zone},E-1,${meter},2000-01-01,`,
    );
    await service.settled((await service.upload('cis-extracts', extractOfRows(...rows))).importId);
  });
  afterAll(() => service.stop());

  const take = async (path: string): Promise<ImportView> =>
    service.settled((await service.upload('meter-files', await sample(path))).importId);
  async function daysOf(importId: string): Promise<[day: string, readings: number, sum: number][]> {
    return (await service.log())
      .filter(({ type, data }) => type === 'ReadingBlocksImported' && (data as { importId: string }).importId === importId)
      .flatMap(({ data }) => (data as ReadingBlocksImported['data']).blocks)
      .map(({ day, block }) => {
        const { readings } = unpackBlock(Buffer.from(block, 'base64'));
        return [day, readings.length, readings.reduce((sum, { value }) => sum + (value ?? 0), 0)];
      });
  }

  it('NEM12: market days become local days, and a second stream is never laid over the first', async () => {
    const view = await take('nem12/valid/aemo-scenario-01.csv');
    expect(view).toMatchObject({ format: 'nem12', state: 'published', lines: { accepted: 4, rejected: 4 }, readings: 384 });
    expect(await daysOf(view.importId)).toEqual(['01', '02', '03', '04'].map((day) => [`2004-03-${day}`, 96, 96 * 1_500]));
    const codes = (await service.rejects(view.importId)).map(({ code }) => code);
    expect(codes).toEqual(Array.from({ length: 4 }, () => 'second-stream-of-channel'));
    // The stream gets a meter number of its own, by a profile; then its lines are replayed.
    await service.fetch('/ingest/v1/source-profiles/market', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expectedVersion: 0, definition: { format: 'nem12', nem: { meterNumber: 'nmi-suffix' } } }),
    });
    const answer = await service.fetch(`/ingest/v1/imports/${view.importId}/replay?profile=market`, { method: 'POST' });
    const replay = await service.settled(((await answer.json()) as ImportView).importId);
    expect(replay).toMatchObject({ lines: { accepted: 4, rejected: 0 }, readings: 384, profile: { name: 'market', version: 1 } });
    expect((await daysOf(replay.importId)).map(([day, count]) => [day, count])).toEqual(
      ['01', '02', '03', '04'].map((day) => [`2004-03-${day}`, 96]),
    );
  });

  it('NEM13: register reads keep their moment', async () => {
    const view = await take('nem13/aemo-scenario-11.csv');
    expect(view).toMatchObject({ format: 'nem13', state: 'published', lines: { accepted: 3, rejected: 0 } });
    const days = (await daysOf(view.importId)).map(([day]) => day);
    // Four reads, and the use between each two of them.
    expect(days.sort()).toEqual(['08', '08', '14', '14', '21', '21', '28'].map((day) => `2004-12-${day}`));
  });

  it('CSV: by the one mapping that fits, with the values multiplied, and not at all when several fit', async () => {
    const csv = {
      header: true,
      meterNumber: 'meter',
      time: { dateTime: 'time' },
      dateTimeFormat: 'YYYY-MM-DD HH:mm',
      timeNames: 'start',
      value: 'kwh',
      channel: { commodity: 1, flowDirection: 1, unit: 'kWh', register: false, intervalLength: 3_600 },
    };
    const add = (name: string, definition: object): Promise<Response> =>
      service.fetch(`/ingest/v1/source-profiles/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ expectedVersion: 0, definition }),
      });
    const rows = ['00', '01', '02'].map((hour, i) => `5391320451,2024-06-01 ${hour}:00,${i + 1}.5\r\n`);
    const file = `meter,time,kwh\r\n${rows.join('')}`;
    const post = (): Promise<Response> => service.fetch('/ingest/v1/meter-files', { method: 'POST', body: file });
    expect((await post()).status).toBe(422);
    expect((await add('wrong', { csv: { ...csv, timeNames: 'middle' }, timeZone: 'America/Los_Angeles' })).status).toBe(400);
    expect((await add('town', { csv, timeZone: 'America/Los_Angeles', multiplier: '2' })).status).toBe(201);
    const view = await service.settled(((await (await post()).json()) as ImportView).importId);
    expect(view).toMatchObject({ format: 'csv', profile: { name: 'town' }, state: 'published', lines: { accepted: 3, rejected: 0 } });
    expect(await daysOf(view.importId)).toEqual([['2024-06-01', 3, 2 * 7_500]]);
    await add('city', { csv: { ...csv, timeZone: 'UTC' } });
    const ambiguous = await service.fetch('/ingest/v1/meter-files', { method: 'POST', body: `${file}\r\n` });
    expect([ambiguous.status, await ambiguous.json()]).toMatchObject([422, { detail: expect.stringMatching(/city, town/) }]);
  });

  it('ESPI: a day as PG&E sends it', async () => {
    const view = await take('espi-pge/BulkOneDay.xml');
    expect(view).toMatchObject({ format: 'espi', state: 'published', lines: { rejected: 0 } });
    expect(view.readings).toBe(((await sample('espi-pge/BulkOneDay.xml')).toString().match(/<(?:\w+:)?IntervalReading>/g) ?? []).length);
  });
});
