import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { multiply, parseDecimal, toWhole } from '../decimal.js';
import {
  checkCsvMapping,
  CSV_REASONS,
  type CsvLine,
  type CsvMapping,
  type LineOfReadings,
  readCsv,
  UnrecognizedFileError,
} from '../index.js';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}
async function read(text: string, mapping: CsvMapping, size = 1_000, fileTime: number | undefined = 1_000): Promise<CsvLine[]> {
  const lines: CsvLine[] = [];
  for await (const line of readCsv(inChunks(new TextEncoder().encode(text), size), mapping, fileTime)) lines.push(line);
  return lines;
}
const codes = (lines: readonly CsvLine[]): string[] => lines.map((line) => (line.kind === 'reject' ? line.code : line.kind));
const readings = (lines: readonly CsvLine[]): LineOfReadings['readings'] =>
  lines.flatMap((line) => (line.kind === 'readings' ? line.readings : []));
const utc = (text: string): number => Date.parse(text) / 1_000;

const HOURLY: CsvMapping = {
  header: true,
  meterNumber: 'meter',
  time: { dateTime: 'time' },
  dateTimeFormat: 'YYYY-MM-DD HH:mm',
  timeZone: 'America/Los_Angeles',
  timeNames: 'start',
  value: 'kwh',
  channel: { commodity: 1, flowDirection: 1, unit: 'kWh', register: false, intervalLength: 3_600 },
  flag: {
    column: 'flag',
    flags: { '': { quality: 17, hasValue: true }, E: { quality: 8, hasValue: true }, X: { quality: 16, hasValue: false } },
  },
};
const HEAD = 'flag,meter,time,kwh\n';

describe('the CSV reader', () => {
  it('reads a row by the names of its columns', async () => {
    expect(await read(`${HEAD}E,M1,2025-11-05 00:00,1.250\nX,M1,2025-11-05 01:00,\n`, HOURLY)).toEqual([
      {
        kind: 'readings',
        line: 2,
        meterNumber: 'M1',
        channel: {
          commodity: 1,
          flowDirection: 1,
          accumulationBehaviour: 4,
          kind: 12,
          uom: 72,
          powerOfTenMultiplier: 0,
          intervalLength: 3_600,
        },
        fileTime: 1_000,
        readings: [{ start: utc('2025-11-05T08:00Z'), value: 1_250, quality: 8 }],
        raw: 'E,M1,2025-11-05 00:00,1.250',
      },
      expect.objectContaining({ readings: [{ start: utc('2025-11-05T09:00Z'), value: null, quality: 16 }] }),
    ]);
  });

  it('reads another country’s habits, with a title row, no header, two time columns and a multiplier', async () => {
    const mapping: CsvMapping = {
      header: false,
      skipRows: 1,
      delimiter: ';',
      decimalComma: true,
      finalLineEnd: 'optional',
      meterNumber: 1,
      time: { date: 2, time: 3 },
      dateTimeFormat: 'DD.MM.YYYY HH:mm',
      timeZone: 'Europe/Berlin',
      timeNames: 'end',
      value: 4,
      channel: { commodity: 7, flowDirection: 1, unit: 'm3', register: true },
      channelColumn: {
        column: 5,
        channels: {
          Gas: { commodity: 7, flowDirection: 1, unit: 'm3', register: true },
          Strom: { commodity: 1, flowDirection: 19, unit: 'kWh', register: false, intervalLength: 900 },
        },
      },
      multiplier: '0.5',
      stream: 6,
    };
    const found = await read('Zählerstände\nZ-1;1.7.2025;24:00;"1.234,50";Gas;A\nZ-1;01.07.2025;00:15;0,5;Strom;B', mapping);
    expect(found).toMatchObject([
      {
        line: 2,
        stream: 'A',
        channel: { intervalLength: 0, uom: 42 },
        readings: [{ start: utc('2025-07-01T22:00Z'), value: 617_250, quality: 14 }],
      },
      {
        line: 3,
        stream: 'B',
        channel: { flowDirection: 19, intervalLength: 900 },
        readings: [{ start: utc('2025-06-30T22:00Z'), value: 250 }],
      },
    ]);
  });

  it.each([
    ['MM/DD/YYYY HH:mm A', 'UTC', '11/05/2025 12:30 AM', '2025-11-05T00:30Z'],
    ['YYYYMMDDHHmm', '+10:00', '202511051030', '2025-11-05T00:30Z'],
    ['YYYY-MM-DDTHH:mm:ssZ', 'Europe/Berlin', '2025-11-05T10:30:00+10:00', '2025-11-05T00:30Z'],
    ['epoch-seconds', 'UTC', '1762302600', '2025-11-05T00:30Z'],
    ['epoch-milliseconds', 'Europe/Berlin', '1762302600000', '2025-11-05T00:30Z'],
  ])('reads times of the form %s in %s', async (dateTimeFormat, timeZone, text, instant) => {
    const [reading] = readings(await read(`${HEAD},M1,${text},1\n`, { ...HOURLY, dateTimeFormat, timeZone }));
    expect(reading!.start).toBe(utc(instant));
  });

  describe('when the clocks change', () => {
    const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Africa/Cairo'];
    const steps = [3_600, 1_800, 900, 300];
    /** Every interval of a year of days about the changes, written as the local clock shows it, and what it really is. */
    const rows = (zone: string, step: number): { text: string; instants: number[] } => {
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
      const instants: number[] = [];
      for (const month of ['2025-03', '2025-04', '2025-10', '2025-11']) {
        for (let at = utc(`${month}-01T00:00Z`); at < utc(`${month}-28T00:00Z`); at += step) instants.push(at);
      }
      return { text: HEAD + instants.map((at) => `,M1,${clock.format(at * 1_000)},1\n`).join(''), instants };
    };

    it.each(zones.flatMap((zone) => steps.map((step) => [zone, step] as const)))(
      '%s, every %d s: each row stands where it was',
      async (timeZone, step) => {
        const { text, instants } = rows(timeZone, step);
        const channel = { ...HOURLY.channel, intervalLength: step };
        const found = await read(text, { ...HOURLY, timeZone, channel }, 100_000);
        expect(codes(found).filter((code) => code !== 'readings')).toEqual([]);
        expect(readings(found).map(({ start }) => start)).toEqual(instants);
      },
    );

    it('refuses a time that does not exist, and one that exists twice', async () => {
      const found = await read(
        `${HEAD},M1,2026-03-08 02:30,1\n,M1,2025-11-02 01:00,1\n,M2,2025-11-02 00:00,1\n,M1,2025-11-02 01:00,1\n`,
        HOURLY,
      );
      expect(codes(found)).toEqual(['local-time-skipped', 'local-time-ambiguous', 'readings', 'local-time-ambiguous']);
    });

    it('expects 23 and 25 values in the rows of such days', async () => {
      const columns = Array.from({ length: 25 }, (_, i) => `h${i + 1}`);
      const daily: CsvMapping = {
        ...HOURLY,
        dateTimeFormat: 'YYYY-MM-DD',
        value: { columns },
      };
      const row = (date: string, values: number): string => `,M1,${date},${columns.map((_, i) => (i < values ? '1' : '')).join(',')}\n`;
      const text = `flag,meter,time,${columns.join(',')}\n${row('2026-03-08', 23)}${row('2025-11-02', 25)}${row('2025-11-03', 24)}${row('2025-11-03', 25)}${row('2025-11-02', 24)}`;
      const found = await read(text, daily);
      expect(codes(found)).toEqual(['readings', 'readings', 'readings', 'interval-count-does-not-match', 'value-missing']);
      expect(found.slice(0, 3).map((line) => (line as LineOfReadings).readings.length)).toEqual([23, 25, 24]);
      expect(readings(found)[0]!.start).toBe(utc('2026-03-08T08:00Z'));
    });
  });

  it.each([
    [',,2025-11-05 00:00,1', 'meter-number-blank', 'meter'],
    [',M1,2025-02-29 00:00,1', 'date-time-not-valid', 'time'],
    [',M1,2025-11-05 00:00,1.0001', 'value-too-precise', 'kwh'],
    [',M1,2025-11-05 00:00,"1,5"', 'value-not-a-number', 'kwh'],
    [',M1,2025-11-05 00:00,1e3', 'value-not-a-number', 'kwh'],
    [',M1,2025-11-05 00:00,9999999999999999', 'value-too-large', 'kwh'],
    [',M1,2025-11-05 00:00,', 'value-missing', 'kwh'],
    ['Q,M1,2025-11-05 00:00,1', 'unknown-flag', 'flag'],
    ['constructor,M1,2025-11-05 00:00,1', 'unknown-flag', 'flag'],
    [',M1,2025-11-05 00:00', 'column-count-does-not-match', 'line'],
    [',M1,2025-11-05 00:00,1,2', 'column-count-does-not-match', 'line'],
    [',"M1,2025-11-05 00:00,1', 'quote-not-closed', 'line'],
    [`,M1,2025-11-05 00:00,${'1'.repeat(40_000)}`, 'line-too-long', 'line'],
  ])('refuses %s: %s', async (row, code, field) => {
    const [reject, next] = await read(`${HEAD}${row}\n,M1,2025-11-05 01:00,1\n`, HOURLY);
    expect(reject).toMatchObject({ kind: 'reject', line: 2, code, field });
    expect(next).toMatchObject({ kind: 'readings', line: 3 });
    // Only a fault in the value leaves meter, channel and time as they are.
    const from = utc('2025-11-05T08:00Z');
    const told = { meterNumber: 'M1', channel: { uom: 72, intervalLength: 3_600 }, from, to: from + 3_600 };
    if (code.startsWith('value-')) expect(reject).toMatchObject({ readings: told });
    else expect(reject).not.toHaveProperty('readings');
  });

  it('believes a last row without line end only where the mapping says so', async () => {
    const text = `${HEAD},M1,2025-11-05 00:00,1`;
    expect(codes(await read(text, HOURLY))).toEqual(['truncated-line']);
    expect(codes(await read(text, { ...HOURLY, finalLineEnd: 'optional' }))).toEqual(['readings']);
  });

  it('refuses a file without its columns before anything is taken, and a mapping that is not valid', async () => {
    await expect(read('meter,time,kwh\n', HOURLY)).rejects.toThrow(/not in the file: flag/);
    await expect(read('meter,meter,time,kwh,flag\n', HOURLY)).rejects.toBeInstanceOf(UnrecognizedFileError);
    await expect(read('', HOURLY)).rejects.toBeInstanceOf(UnrecognizedFileError);
    await expect(read(HEAD, { ...HOURLY, timeZone: 'Mars/Olympus' })).rejects.toThrow(/timeZone is an IANA zone/);
    const timeless = readCsv(inChunks(new TextEncoder().encode(HEAD), 9), HOURLY);
    await expect(timeless.next()).rejects.toThrow(/needs the time/);
  });

  it('takes the time stamp of a row, where there is a column for it', async () => {
    const [line] = await read('flag,meter,time,kwh,made\n,M1,2025-11-05 00:00,1,2025-11-06 04:00\n', { ...HOURLY, rowTime: 'made' });
    expect(line).toMatchObject({ fileTime: utc('2025-11-06T12:00Z') });
  });

  it('never crashes on a mutated file, and every value stands in its row', async () => {
    const good =
      HEAD +
      Array.from({ length: 30 }, (_, i) => `${i % 3 ? '' : 'E'},M1,2025-11-02 ${String(i % 24).padStart(2, '0')}:00,${i}.5\n`).join('');
    const mutation = fc.tuple(
      fc.nat({ max: good.length }),
      fc.nat({ max: 9 }),
      fc.oneof(fc.constantFrom(',', '"', '\n', 'X', '-', '\u00e9'), fc.string({ maxLength: 6 })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 400 }), async (mutations, size) => {
        const text = mutations.reduce((mutated, [at, remove, insert]) => mutated.slice(0, at) + insert + mutated.slice(at + remove), good);
        const found = await read(text, HOURLY, size).catch((error: unknown) => {
          if (!(error instanceof UnrecognizedFileError)) throw error;
          return [];
        });
        for (const line of found) {
          if (line.kind === 'reject') expect(Object.keys(CSV_REASONS)).toContain(line.code);
          else for (const { value } of line.readings) if (value !== null) expect(valuesIn(line.raw)).toContain(value);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const valuesIn = (raw: string): unknown[] =>
  raw.split(',').flatMap((field) => {
    const number = parseDecimal(field.replaceAll('"', '').trim());
    return number ? [toWhole(multiply(number, parseDecimal('1000')!))] : [];
  });

describe('a mapping', () => {
  it('is checked member by member, with the rule', () => {
    expect(checkCsvMapping(HOURLY)).toEqual([]);
    expect(checkCsvMapping(JSON.parse(JSON.stringify(HOURLY)))).toEqual([]);
    const wrong = { ...HOURLY, delimiter: 'x', dateTimeFormat: 'DD/MM', multiplier: '-1', value: '', channel: { unit: 'kWh' } };
    expect(checkCsvMapping(wrong).map((fault) => fault.split(' ')[0])).toEqual([
      'delimiter',
      'dateTimeFormat',
      'multiplier',
      'value',
      'channel',
    ]);
    expect(checkCsvMapping({ ...HOURLY, header: false }).join()).toMatch(/meterNumber is a column/);
    expect(checkCsvMapping(null)).toEqual(['the mapping is an object']);
  });

  it('never crashes its check, and what passes can be used', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(HOURLY)), fc.anything(), async (member, value) => {
        const mapping = { ...HOURLY, [member]: value };
        if (checkCsvMapping(mapping).length > 0) return;
        await read(HEAD, mapping as CsvMapping).catch((error: unknown) => expect(error).toBeInstanceOf(UnrecognizedFileError));
      }),
    );
  });
});

describe('the how-to page', () => {
  it('shows a mapping that reads its example', async () => {
    const page = readFileSync(fileURLToPath(new URL('../../../../docs/how-to/import-csv.md', import.meta.url)), 'utf8');
    const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)![1]!.replace(/^ {3}/gm, '');
    const mapping = JSON.parse(block('json')) as CsvMapping;
    expect(await read(block('csv'), mapping)).toMatchObject([
      { readings: [{ start: utc('2025-11-01T23:00Z'), value: 250, quality: 17 }] },
      { readings: [{ start: utc('2025-11-01T23:15Z'), value: 260, quality: 8 }] },
    ]);
  });
});
