import { describe, expect, it } from '@jest/globals';
import { readCmepRecords, type CmepRecord } from '../index.js';

/** The first record of a line whose set fields are given. */
async function read(sets: string, { count = 3, units = 'KWH', interval = '00000100' } = {}): Promise<CmepRecord> {
  const text = `MEPMD01,19970819,1,2,GREENBTN,SA,202602010000,M-1,OK,E,${units},1.0,${interval},${count},${sets},\r\n`;
  const bytes = (async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
  })();
  for await (const record of readCmepRecords(bytes)) return record;
  throw new Error('there is no record');
}
const utc = (text: string): number => Date.parse(text) / 1_000;

describe('a refused MEPMD01 record', () => {
  it('tells meter, channel and times, when only a set is at fault', async () => {
    const readings = {
      meterNumber: 'M-1',
      channel: { commodity: 1, uom: 72, intervalLength: 3_600 },
      from: utc('2026-01-31T23:00Z'),
      to: utc('2026-02-01T02:00Z'),
    };
    const value = await read('202602010000,,1.0,,,x,,,1.0');
    expect(value).toMatchObject({ kind: 'reject', code: 'value-not-a-number', readings });
    expect(await read('202602010200,,1.0,202602010100,,1.0,202602010000,Z9,1.0')).toMatchObject({ code: 'unknown-quality-flag', readings });
    // A register is read at a moment.
    expect(await read('202602010000,Z9,1.0', { count: 1, units: 'KWHREG', interval: '' })).toMatchObject({
      readings: { channel: { intervalLength: 0 }, from: utc('2026-02-01T00:00Z'), to: utc('2026-02-01T00:00Z') + 1 },
    });
  });

  it('tells nothing of readings where the number of sets or a time is at fault', async () => {
    for (const [sets, count] of [
      ['202602010000,,1.0', 3],
      ['202602010000,,x,202602310000,,1.0', 2],
      ['202602310000,,1.0', 1],
    ] as const) {
      const record = await read(sets, { count });
      expect([record.kind, 'readings' in record]).toEqual(['reject', false]);
    }
  });
});
