import { describe, expect, it } from '@jest/globals';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CmepOptions, type CmepRecord, readCmep, readCmepRecords, WRITTEN_FORM } from '../index.js';

const samples = process.env['METER_DATA_DIR'] ?? join(process.cwd(), '../shared/meter-data');
const present = existsSync(samples);
if (!present) process.stderr.write(`The MEPMD02 sample is skipped: there is no ${samples} (set METER_DATA_DIR)\n`);

async function read(text: string, options?: CmepOptions): Promise<CmepRecord[]> {
  const records: CmepRecord[] = [];
  const bytes = (async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
  })();
  for await (const record of readCmepRecords(bytes, options)) records.push(record);
  return records;
}
const codes = (records: readonly CmepRecord[]): string[] => records.map((record) => (record.kind === 'reject' ? record.code : record.kind));
const utc = (text: string): number => Date.parse(text) / 1_000;

describe('an MEPMD02 record', () => {
  const SENDER = '19970819,1,2,GREENBTN,SA1,202511041200,M1,OK';
  const record = (rest: string): string => `MEPMD02,${SENDER},${rest}\r\n`;

  (present ? it : it.skip)('of the samples says what expected.csv says', async () => {
    const records: CmepRecord[] = [];
    for await (const each of readCmepRecords(createReadStream(join(samples, 'cmep/synthetic/valid/electric-tou-mepmd02.cmep'))))
      records.push(each);
    const [start, end] = [utc('2025-09-03T07:00Z'), utc('2025-10-02T07:00Z')];
    expect(records).toMatchObject([
      {
        kind: 'time-of-use',
        meterNumber: '1009876548',
        season: 'summer',
        channel: { uom: 72, intervalLength: end - start },
        totals: [
          { label: 'ON-PEAK', tou: 11, start, end, value: 112_400, quality: 17 },
          { label: 'PART-PEAK', value: 88_050 },
          { label: 'OFF-PEAK', value: 401_700 },
          expect.not.objectContaining({ tou: expect.anything() }),
        ],
      },
      {
        kind: 'time-of-use',
        channel: { uom: 38, kind: 8, accumulationBehaviour: 6 },
        totals: [{ value: 4_800 }, { label: 'OFF-PEAK', value: 6_100, quality: 8 }],
      },
    ]);
  });

  it('holds register reads, too, and labels as a radio head-end writes them', async () => {
    const [found] = await read(record('E,KWHREG,,1,,202510020700,2,OnPeak,R0,3,OffPeak,R512,4,'));
    const moment = utc('2025-10-02T07:00Z');
    expect(found).toMatchObject({ channel: { accumulationBehaviour: 1, intervalLength: 0 } });
    expect(found).toMatchObject({
      totals: [
        { label: 'ON-PEAK', start: moment, end: moment, value: 3_000, quality: 14 },
        { value: null, quality: 10 },
      ],
    });
    expect(found).not.toHaveProperty('season');
  });

  it.each([
    ['E,KWH,X,,202509030700,202510020700,1,TOTAL,,1,', 'unknown-season'],
    ['E,KWH,S,,202510020700,202509030700,1,TOTAL,,1,', 'period-not-valid'],
    ['E,KWH,S,,202509030700,202513020700,1,TOTAL,,1,', 'date-time-not-valid'],
    ['E,KWH,S,,202509030700,202510020700,1,NIGHT,,1,', 'unknown-label'],
    ['E,KWH,S,,202509030700,202510020700,2,TOTAL,,1,TOTAL,,1,', 'duplicate-label'],
    ['E,KWH,S,,202509030700,202510020700,7,TOTAL,,1,', 'too-many-sets'],
    ['E,KWH,S,,202509030700,202510020700,2,TOTAL,,1,', 'count-does-not-match'],
    ['E,KWH,S,,202509030700,202510020700,1,TOTAL,Q,1,', 'unknown-quality-flag'],
    ['E,KWH,S,,202509030700,202510020700,1,TOTAL,,,', 'value-missing'],
    ['E,KWH,S,,202509030700,202510020700,1,TOTAL,,x,', 'value-not-a-number'],
    ['E,THERM,S,,202509030700,202510020700,1,TOTAL,,1,', 'unit-does-not-fit-commodity'],
    ['E,KWH', 'truncated-line'],
  ])('%s is refused: %s', async (rest, code) => {
    expect(codes(await read(record(rest)))).toEqual([code]);
  });

  it('is a reject for those who take readings only', async () => {
    const bytes = (async function* (): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(record('E,KWH,S,,202509030700,202510020700,1,TOTAL,,1,'));
    })();
    for await (const line of readCmep(bytes))
      expect(line).toMatchObject({ kind: 'reject', code: 'record-type-not-handled-yet', value: 'MEPMD02' });
  });
});

describe('an MEPEC01 record', () => {
  const FIELDS =
    'MEPEC01,19970819,1,2,GREENBTN,SA1,202511041200,R1,UPDATE,OK,,E,SET,METER,MAKER,MODEL,12345678,,20250101,20250215,,2,FORM,2S,KH,7.2,'.split(
      ',',
    );
  const record = (changes: Readonly<Record<number, string>> = {}): string =>
    FIELDS.map((field, i) => changes[i + 1] ?? field).join(',') + '\r\n';

  it('says what was done to which meter', async () => {
    expect(await read(record())).toMatchObject([
      {
        kind: 'equipment',
        meterNumber: '12345678',
        operation: 'UPDATE',
        activity: 'SET',
        equipment: 'METER',
        installed: '2025-02-15',
        attributes: {
          commodity: 'E',
          maker: 'MAKER',
          model: 'MODEL',
          purchased: '2025-01-01',
          'parameter FORM': '2S',
          'parameter KH': '7.2',
        },
      },
    ]);
  });

  it.each<[Record<number, string>, string]>([
    [{ 9: 'FIX' }, 'unknown-operation'],
    [{ 13: 'LOOK' }, 'unknown-activity'],
    [{ 14: 'POLE' }, 'unknown-equipment'],
    [{ 17: '' }, 'meter-id-blank'],
    [{ 20: '20250231' }, 'date-not-valid'],
    [{ 22: '3' }, 'count-does-not-match'],
    [{ 22: '17' }, 'too-many-sets'],
  ])('%j is refused: %s', async (changes, code) => {
    expect(codes(await read(record(changes)))).toEqual([code]);
  });
});

describe('dialects', () => {
  const HEAD = 'MEPMD01,20080519,GRID,,,,202511121200,M1,OK';
  const profile = {
    ...WRITTEN_FORM,
    units: new Map([['kWh-DelRateA', { unit: 'KWHREG', stream: 'A' }]]),
    mostSets: 96,
    longestLine: 8_192,
  };
  const profiles = new Map([['GRID', profile]]);

  it('read unit words of the sender’s own as the profile says, and tell their streams apart', async () => {
    const text = `${HEAD},E,kWh-DelRateA,1,,1,202511030801,,7,\r\n`;
    expect(await read(text, { profiles })).toMatchObject([
      { stream: 'A', channel: { accumulationBehaviour: 1, uom: 72 }, readings: [{ value: 7_000 }] },
    ]);
    expect(codes(await read(text))).toEqual(['unknown-unit']);
  });

  it('allow more sets and longer lines where the profile says so, and only there', async () => {
    const sets = (count: number): string => `202511030815,,1.000,${',,1.000,'.repeat(count - 1)}`;
    const text = (sender: string): string => `${HEAD.replace('GRID', sender)},E,KWH,,00000015,96,${sets(96)}\r\n`;
    expect(codes(await read(text('GRID'), { profiles }))).toEqual(['readings']);
    expect(codes(await read(text('OTHER'), { profiles }))).toEqual(['too-many-sets']);
    const long = `${HEAD},E,KWH,,00000015,96,${Array.from({ length: 96 }, () => '202511030815,,1.0000000000').join(',')},\r\n`;
    expect(long.length).toBeGreaterThan(2_048);
    expect(codes(await read(long, { profiles }))).toEqual(['readings']);
    expect(codes(await read(long.replace('GRID', 'OTHER'), { profiles }))).toEqual(['line-too-long']);
  });

  it('name the alarms that a radio head-end mixes into its files', async () => {
    expect(await read('MLA01,20080501,SENSUS,,,,202511121200,M1\r\n')).toMatchObject([
      { kind: 'note', text: 'MLA01: alarms of a meter, no readings' },
    ]);
  });
});
