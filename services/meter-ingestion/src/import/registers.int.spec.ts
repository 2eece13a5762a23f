import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportView, type ReadingBlocksImported, readingTypeKeyText, unpackBlock } from '@greenledger/contracts';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

const samples = process.env['METER_DATA_DIR'] ?? join(process.cwd(), '../shared/meter-data');
const present = existsSync(samples);
if (!present) process.stderr.write(`The samples of registers are skipped: there is no ${samples} (set METER_DATA_DIR)\n`);
const withSamples = present ? it : it.skip;

const TOTALS =
  'MEPMD02,19970819,1,2,GREENBTN,SA,202511041200,T-1,OK,E,KWH,S,,202509030700,202510020700,4,ON-PEAK,,112.4,PART-PEAK,,88.05,OFF-PEAK,,401.7,TOTAL,,602.15,\r\n' +
  'MEPMD02,19970819,1,2,GREENBTN,SA,202511041200,T-1,OK,E,KW,S,,202509030700,202510020700,1,ON-PEAK,,4.8,\r\n';
const READS = (current: string): string =>
  `100,NEM13,202512011200,A,B\n250,REGISTER01,11,1,11,11,S,E,100,20250901000000,A,,,${current},20251001000000,A,,,50,kWh,,,\n900\n`;

describe('registers, the use between their reads, and totals by time of use', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    const rows = ['T-1', 'REGISTER01', 'NEM1311006', '1009876548'].map(
      (meter, i) =>
        `C${i},Customer,,en,A${i},G${i},electric,2000-01-01,,SP${i},${i} Elm St,95014,Australia/Brisbane,E-1,${meter},2000-01-01,`,
    );
    const gone = 'C9,Customer,,en,A9,G9,electric,2000-01-01,,SP9,9 Elm St,95014,Australia/Brisbane,E-1,REGISTER09,2000-01-01,2025-09-15';
    await service.settled((await service.upload('cis-extracts', extractOfRows(...rows, gone))).importId);
  });
  afterAll(() => service.stop());

  const take = async (file: string | Buffer): Promise<ImportView> => service.settled((await service.upload('meter-files', file)).importId);
  /** Of an import: reading type, day, value. */
  const taken = async (importId: string): Promise<[type: string, day: string, value: number | null][]> =>
    (await service.log())
      .filter(({ type, data }) => type === 'ReadingBlocksImported' && (data as { importId: string }).importId === importId)
      .flatMap(({ data }) => (data as ReadingBlocksImported['data']).blocks)
      .flatMap(({ readingType, day, block }) =>
        unpackBlock(Buffer.from(block, 'base64')).readings.map(({ value }): [string, string, number | null] => [
          readingTypeKeyText(readingType),
          day,
          value,
        ]),
      );

  it('of CMEP MEPMD02 go out by part of the day, and demand as the greatest of the period', async () => {
    const view = await take(TOTALS);
    expect(view).toMatchObject({ state: 'published', lines: { accepted: 2, rejected: 0, noted: 0 }, readings: 5 });
    const month = 29 * 86_400;
    expect(await taken(view.importId)).toEqual([
      [`1.1.4.12.72.0.${month}.11`, '2025-09-03', 112_400],
      [`1.1.4.12.72.0.${month}.13`, '2025-09-03', 88_050],
      [`1.1.4.12.72.0.${month}.12`, '2025-09-03', 401_700],
      [`1.1.4.12.72.0.${month}`, '2025-09-03', 602_150],
      [`1.1.6.8.38.0.${month}.11`, '2025-09-03', 4_800],
    ]);
    expect(await take(`${TOTALS} `.trim().replace('602.15', '602.25'))).toMatchObject({ state: 'published', lines: { accepted: 2 } });
  });

  it('of NEM13 go out as reads and as the use from one read to the next, as the sender worked it out', async () => {
    const view = await take(READS('150'));
    expect(view).toMatchObject({ format: 'nem13', state: 'published', lines: { accepted: 1, rejected: 0 }, readings: 3 });
    const types = (await taken(view.importId)).map(([type, day, value]) => [
      type.split('.').slice(2, 3)[0],
      type.split('.')[6],
      day,
      value,
    ]);
    expect(types).toEqual([
      ['1', '0', '2025-09-01', expect.any(Number)],
      ['1', '0', '2025-10-01', expect.any(Number)],
      ['4', String(30 * 86_400), '2025-09-01', expect.any(Number)],
    ]);
    const [first, last, use] = (await taken(view.importId)).map(([, , value]) => value!);
    expect(use).toBe(last! - first!);
  });

  it('are refused whole when the meter was not there until the end of the period', async () => {
    const view = await take(READS('151').replace('REGISTER01', 'REGISTER09'));
    expect(view).toMatchObject({ state: 'refused', lines: { accepted: 0, rejected: 1 } });
    expect((await service.rejects(view.importId)).map(({ code }) => code)).toEqual(['meter-not-installed']);
    expect(await taken(view.importId)).toEqual([]);
  });

  it('of equipment are kept and shown with the reason why they go no further', async () => {
    const record = 'MEPEC01,19970819,1,2,GREENBTN,SA,202511041200,7,UPDATE,OK,,E,CHANGE,METER,ACME,X1,T-1,,,20250901,,0,\r\n';
    const view = await take(record);
    expect(view).toMatchObject({ state: 'stored', lines: { accepted: 0, rejected: 0, noted: 1 } });
    const answer = await service.fetch(`/ingest/v1/imports/${view.importId}/notes`);
    expect(await answer.json()).toMatchObject({
      notes: [
        {
          line: 1,
          kind: 'equipment',
          text: expect.stringMatching(/^Equipment of T-1: change meter\. Kept, not published: ESPI has no place/),
          data: { installed: '2025-09-01' },
        },
      ],
    });
  });

  withSamples('of the samples are read as expected.csv and the files say', async () => {
    const totals = await take(await readFile(join(samples, 'cmep/synthetic/valid/electric-tou-mepmd02.cmep')));
    const all = (await taken(totals.importId)).filter(([type]) => type.split('.').length === 7);
    expect(all.map(([, , value]) => value)).toEqual([602_150]);
    const reads = await take(await readFile(join(samples, 'nem13/aemo-scenario-11.csv')));
    const use = (await taken(reads.importId)).filter(([type]) => type.split('.')[2] === '4');
    expect(use.map(([type, day, value]) => [Number(type.split('.')[6]) / 86_400, day, value])).toEqual([
      [6, '2004-12-08', 10_000],
      [7, '2004-12-14', 10_000],
      [7, '2004-12-21', 10_000],
    ]);
  });
});
