import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnrecognizedFileError } from '../meter-readings.js';
import { looksLikeCisExtract } from './cis-header.js';
import { type CisLine, readCisExtract } from './cis-reader.js';

const HEADER =
  'bill_number,agreement_number,service_point_number,period_from,period_to,issued_on,currency,amount,consumption,consumption_unit,peak_demand_kw,item_note,item_kind,item_amount';
const row = (number: string, item = ',,', amount = '10.5', used = '2.25,kWh,1.5'): string =>
  `${number},G1,SP1,2025-01-01,2025-02-01,2025-02-03,USD,${amount},${used},${item}`;
const fileOf = (...rows: string[]): Uint8Array => new TextEncoder().encode([HEADER, ...rows, ''].join('\n'));

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(bytes: Uint8Array, size = 64): Promise<Exclude<CisLine, { kind: 'header' }>[]> {
  const lines: Exclude<CisLine, { kind: 'header' }>[] = [];
  for await (const line of readCisExtract(inChunks(bytes, size), { timeZone: 'UTC', locale: 'en' }))
    if (line.kind !== 'header') lines.push(line);
  return lines;
}

describe('bills of a CIS extract', () => {
  it('are made of the rows that stand together, in whole units', async () => {
    const bills = await read(fileOf(row('B1', 'Energy,usage-fee,7'), row('B1', '"Tax, city",tax,-0.00001'), row('B2')));
    expect(bills).toMatchObject([
      {
        kind: 'bill',
        line: 3,
        rows: [{ line: 2 }, { line: 3 }],
        amount: 1_050_000,
        currency: 840,
        consumption: { value: 2_250, uom: 72, powerOfTenMultiplier: 0 },
        peakDemand: { value: 1_500, uom: 38 },
        quality: null,
        items: [
          { note: 'Energy', itemKind: 3, amount: 700_000 },
          { note: 'Tax, city', itemKind: 5, amount: -1 },
        ],
      },
      { kind: 'bill', line: 4, items: [] },
    ]);
  });

  it('may tell ratchet demand and the days around the statement', async () => {
    const header = `${HEADER},ratchet_demand_kw,ratchet_from,ratchet_to,current_day_consumption,previous_day_consumption`;
    const file = (more: string): Uint8Array => new TextEncoder().encode(`${header}\n${row('B1')},${more}\n`);
    expect(await read(file('8.5,2024-02-01,2025-02-01,0.9,21.4'))).toMatchObject([
      {
        ratchetDemand: { value: 8_500, uom: 38 },
        ratchetFrom: '2024-02-01',
        ratchetTo: '2025-02-01',
        currentDayConsumption: { value: 900, uom: 72 },
        previousDayConsumption: { value: 21_400 },
      },
    ]);
    expect(await read(file('8.5,2024-02-01,,,'))).toMatchObject([{ kind: 'reject', code: 'field-missing', field: 'ratchet_to' }]);
  });

  it.each([
    ['a number finer than its unit', row('B1', ',,', '1.000001'), 'amount-not-valid', 'amount'],
    ['a number beyond Int48', row('B1', ',,', '99999999999'), 'amount-not-valid', 'amount'],
    ['an exponent', row('B1', ',,', '1e3'), 'amount-not-valid', 'amount'],
    ['a quantity without unit', row('B1', ',,', '1', '2,,'), 'field-missing', 'consumption_unit'],
    ['an unknown unit', row('B1', ',,', '1', '2,kwatts,'), 'unknown-word', 'consumption_unit'],
    ['half an item', row('B1', 'Energy,,'), 'field-missing', 'item_kind'],
    ['a day that does not exist', row('B1').replace('2025-02-03', '2025-02-30'), 'date-not-valid', 'issued_on'],
    ['a period that ends before it begins', row('B1').replace('2025-02-01', '2024-02-01'), 'dates-reversed', 'period_to'],
  ])('%s is refused', async (_name, line, code, field) => {
    expect(await read(fileOf(line))).toMatchObject([{ kind: 'reject', line: 2, code, field }]);
  });

  it('of more than 500 rows are refused, each line for itself', async () => {
    const rejects = await read(fileOf(...Array.from({ length: 501 }, () => row('B1', 'x,tax,1'))));
    expect(rejects).toHaveLength(501);
    expect(new Set(rejects.map((line) => line.kind === 'reject' && line.code))).toEqual(new Set(['bill-too-long']));
  });

  it('are told from other files by their columns', () => {
    expect(looksLikeCisExtract(HEADER)).toBe(true);
    expect(looksLikeCisExtract('service_point_number,tariff,tariff_from')).toBe(true);
    expect(looksLikeCisExtract('meter,when,value')).toBe(false);
  });

  it('account for every line once, wherever chunks and damage fall', async () => {
    const rows = ['B1', 'B1', 'B2', 'B3', 'B3', 'B3', 'B4'].map((number, i) => row(number, `Item ${i},tax,${i}`));
    const whole = fileOf(...rows);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.integer({ min: 1, max: 300 }), async (at, byte, size) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = byte;
        const lines = await read(damaged, size).catch((error: unknown) => {
          if (error instanceof UnrecognizedFileError) return undefined;
          throw error;
        });
        if (!lines || at < HEADER.length + 1) return;
        const numbers = lines.flatMap((line) => (line.kind === 'bill' ? line.rows.map((one) => one.line) : [line.line]));
        expect(new Set(numbers).size).toBe(numbers.length);
        const newline = (value: number): boolean => value === 10 || value === 13;
        if (!newline(byte) && !newline(whole[at]!)) expect([...numbers].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i + 2));
      }),
      { numRuns: 300 },
    );
  });
});
