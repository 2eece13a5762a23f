import { describe, expect, it } from '@jest/globals';
import { readCisExtract, type CisLine } from './cis-reader.js';

const HEADER = 'tariff,valid_from,rank,tou,tou_name,months,days,dates,time_from,time_to,price,price_unit,currency';
async function read(...rows: string[]): Promise<CisLine[]> {
  const lines: CisLine[] = [];
  const file = (async function* () {
    yield new TextEncoder().encode([HEADER, ...rows, ''].join('\n'));
  })();
  for await (const line of readCisExtract(file, { timeZone: 'UTC', locale: 'en' })) if (line.kind !== 'header') lines.push(line);
  return lines;
}

describe('the times of use of a tariff', () => {
  it.each([
    [
      'E-TOU-C,2025-06-01,1,1,Summer peak,6-9,weekdays,,16:00,21:00,0.55123,kWh,USD',
      { rank: 1, tou: 1, name: 'Summer peak', months: [6, 7, 8, 9], days: 'weekdays', dates: [], fromMinute: 960, toMinute: 1_260 },
      { amount: 55_123_000, currency: 840, uom: 72, per: 1_000 },
    ],
    [
      'E-TOU-C,2025-06-01,2,3,,11-2 5,,2025-07-04 2025-01-01,,24:00,-1,therm,EUR',
      { months: [1, 2, 5, 11, 12], days: 'all', dates: ['2025-01-01', '2025-07-04'], fromMinute: 0, toMinute: 1_440 },
      { amount: -100_000_000, currency: 978, uom: 169, per: 1 },
    ],
    ['G-1,2025-06-01,3,,,,,,,,,,', { tou: null, name: null, months: [], fromMinute: 0, toMinute: 1_440 }, null],
    ['G-1,2025-06-01,3,2,,,,,,,2,ccf,USD', { tou: 2 }, { amount: 200_000_000, currency: 840, uom: 119, per: 100 }],
  ])('%s', async (row, period, price) => {
    const [line] = await read(row);
    expect(line).toMatchObject({ kind: 'tariff-period', ...period });
    expect((line as { price: unknown }).price).toEqual(price);
  });

  it.each([
    ['E,2025-06-01,0,1,,,,,,,,,', 'number-not-valid', 'rank'],
    ['E,2025-06-01,1,32768,,,,,,,,,', 'number-not-valid', 'tou'],
    ['E,2025-06-01,1,x,,,,,,,,,', 'number-not-valid', 'tou'],
    ['E,2025-06-01,1,1,,13,,,,,,,', 'months-not-valid', 'months'],
    ['E,2025-06-01,1,1,,june,,,,,,,', 'months-not-valid', 'months'],
    ['E,2025-06-01,1,1,,,mondays,,,,,,', 'unknown-word', 'days'],
    ['E,2025-06-01,1,1,,,,2025-02-30,,,,,', 'date-not-valid', 'dates'],
    ['E,2025-06-01,1,1,,,,,9:00,,,,', 'time-not-valid', 'time_from'],
    ['E,2025-06-01,1,1,,,,,,24:01,,,', 'time-not-valid', 'time_to'],
    ['E,2025-06-01,1,1,,,,,21:00,06:00,,,', 'times-reversed', 'time_to'],
    ['E,2025-06-01,1,1,,,,,,,0.5,,USD', 'field-missing', 'price_unit'],
    ['E,2025-06-01,1,1,,,,,,,0.5,kWh,', 'field-missing', 'currency'],
    ['E,2025-06-01,1,1,,,,,,,0.123456789,kWh,USD', 'amount-not-valid', 'price'],
    [',2025-06-01,1,1,,,,,,,,,', 'field-missing', 'tariff'],
  ])('%s is refused: %s', async (row, code, field) => {
    expect(await read(row)).toMatchObject([{ kind: 'reject', line: 2, code, field }]);
  });
});
