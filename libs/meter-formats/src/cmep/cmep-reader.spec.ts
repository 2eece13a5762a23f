import { describe, expect, it } from '@jest/globals';
import { UnrecognizedFileError } from '../meter-readings.js';
import { type CmepLine, readCmep } from '../index.js';

async function* inChunks(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function read(text: string, size?: number): Promise<CmepLine[]> {
  const lines: CmepLine[] = [];
  for await (const line of readCmep(inChunks(text, size))) lines.push(line);
  return lines;
}

const HEAD = 'MEPMD01,19970819,1,2,GREENBTN,SA1,202511121200,M1,OK';
const line = (rest: string): string => `${HEAD},${rest}\r\n`;
const first = async (rest: string): Promise<CmepLine> => (await read(line(rest)))[0]!;
const code = async (rest: string): Promise<string> => {
  const found = await first(rest);
  return found.kind === 'reject' ? found.code : 'readings';
};

describe('the CMEP reader', () => {
  it('turns the end of an interval into its start, and kWh into Wh', async () => {
    expect(await first('E,KWH,,00000100,2,202511030900,,0.250,,E,1.5,')).toMatchObject({
      kind: 'readings',
      line: 1,
      meterNumber: 'M1',
      fileTime: Date.UTC(2025, 10, 12, 12) / 1_000,
      channel: {
        commodity: 1,
        flowDirection: 1,
        accumulationBehaviour: 4,
        kind: 12,
        uom: 72,
        powerOfTenMultiplier: 0,
        intervalLength: 3_600,
      },
      readings: [
        { start: Date.UTC(2025, 10, 3, 8) / 1_000, value: 250, quality: 17 },
        { start: Date.UTC(2025, 10, 3, 9) / 1_000, value: 1_500, quality: 8 },
      ],
    });
  });

  it('gives the same whatever the chunks are', async () => {
    const text =
      line('E,KWH,,00000100,1,202511030900,,0.250,') +
      line('E,KWH,,00000100,1,202511030900,,x,') +
      line('W,GALREG,1.0,,1,202511030901,R0,7,');
    const whole = await read(text, 10_000);
    expect(whole.map(({ kind }) => kind)).toEqual(['readings', 'reject', 'readings']);
    for (const size of [1, 2, 3, 64]) expect(await read(text, size)).toEqual(whole);
  });

  it('keeps the moment of a register read, without a raster', async () => {
    expect(await first('W,GALREG,1.0,00000100,1,202511030901,R0,7,')).toMatchObject({
      channel: { commodity: 9, accumulationBehaviour: 1, kind: 58, uom: 128, powerOfTenMultiplier: -3, intervalLength: 0 },
      readings: [{ start: Date.UTC(2025, 10, 3, 9, 1) / 1_000, value: 7_000, quality: 14 }],
    });
  });

  it('knows directions by the letter in front of the unit', async () => {
    const flow = async (unit: string): Promise<number | undefined> => {
      const found = await first(`E,${unit},,00000100,1,202511030900,,1,`);
      return found.kind === 'readings' ? found.channel.flowDirection : undefined;
    };
    expect([await flow('KWH'), await flow('GKWH'), await flow('SKWH'), await flow('NKWH')]).toEqual([1, 19, 20, 4]);
  });

  it.each([
    ['E,KWH,,00000100,1,202511030900,,0.0001,', 'value-too-precise'],
    ['E,KWH,,00000100,1,202511030900,,9999999999999999,', 'value-too-large'],
    ['E,KWH,,00000100,1,202511030900,,1e3,', 'value-not-a-number'],
    ['E,KWH,,00000100,1,202511030900,,,', 'value-missing'],
    ['E,PULSE,,00000100,1,202511030900,,1,', 'constant-missing'],
    ['E,KWH,0,00000100,1,202511030900,,1,', 'constant-not-valid'],
    ['E,KWH,,00000000,1,202511030900,,1,', 'interval-missing'],
    ['E,KWH,,01000000,1,202511030900,,1,', 'interval-not-supported'],
    ['E,KWH,,00000100,1,202511030907,,1,', 'date-time-off-raster'],
    ['E,KWH,,00000100,2,202511030900,,1,202511030930,,1,', 'date-time-off-raster'],
    ['E,KWH,,00000100,1,202511312400,,1,', 'date-time-not-valid'],
    ['S,LBS,,00000100,1,202511030900,,1,', 'commodity-not-supported'],
    ['E,$,,00000100,1,202511030900,,1,', 'unit-not-supported'],
    ['E,KWHX,,00000100,1,202511030900,,1,', 'unknown-unit'],
    ['E,KWH,,00000100,0,', 'count-not-valid'],
    ['E,KWH,,00000100,1,202511030900,,1,,,2,', 'count-does-not-match'],
    ['E,KWH,,00000100,1,202511030900,R70000,1,', 'unknown-quality-flag'],
    ['E,"KWH,,00000100,1,202511030900,,1,', 'quote-not-closed'],
    [`E,KWH,${'1'.repeat(257)},00000100,1,202511030900,,1,`, 'field-too-long'],
    ['E,KWH,,00000100,1,202511030900,,1\u00e9,', 'not-ascii'],
  ])('refuses %s: %s', async (rest, reason) => {
    expect(await code(rest)).toBe(reason);
  });

  it('takes a CRC behind the last comma, and an N without its empty value', async () => {
    expect(await code('E,KWH,,00000100,1,202511030900,,1,H1A2B')).toBe('readings');
    expect(await code('E,KWH,,00000100,2,202511030900,,1,202511031000,N')).toBe('readings');
  });

  it('does not count a twin of the same value twice', async () => {
    expect(await first('E,KWH,,00000100,2,202511030900,,1.0,202511030900,,1,')).toMatchObject({ readings: [{ value: 1_000 }] });
  });

  it('reads A as an ordinary read where the source profile says so', async () => {
    const found = await read('MEPMD01,19970819,DCSI,,,,202511040615,7,OK,E,KWHREG,1,00000000,1,202511040800,A,48211.4,\r\n');
    expect(found[0]).toMatchObject({ readings: [{ value: 48_211_400, quality: 14 }] });
    expect(await first('E,KWHREG,1,00000000,1,202511040800,A,48211.4,')).toMatchObject({ readings: [{ quality: 7 }] });
  });

  describe('a file that ends too early', () => {
    const good = line('E,KWH,,00000100,1,202511030900,,1.00,');
    const cut = async (text: string): Promise<string[]> =>
      (await read(text)).map((found) => (found.kind === 'reject' ? found.code : 'readings'));

    it('loses its last line only', async () => {
      for (let length = good.length + 1; length < 2 * good.length - 2; length++) {
        expect(await cut((good + good).slice(0, length))).toEqual([
          'readings',
          expect.stringMatching(/truncated-line|unknown-record-type|unknown-unit|interval-not-valid|date-time-not-valid/),
        ]);
      }
    });

    it('may end without line end behind a comma, or where no line has a comma there', async () => {
      expect(await cut(good.trimEnd())).toEqual(['readings']);
      const bare = good.replace(',\r\n', '\n');
      expect(await cut(bare + bare.trimEnd())).toEqual(['readings', 'readings']);
      expect(await cut(bare.trimEnd())).toEqual(['truncated-line']);
    });
  });

  it.each([
    ['<?xml version="1.0"?><feed/>', /XML/],
    ['PK\u0003\u0004', /begins "PK/],
    ['', /empty/],
    ['\r\n\r\n', /empty/],
  ])('refuses the file %j before anything is taken', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
    await expect(read(text)).rejects.toBeInstanceOf(UnrecognizedFileError);
  });

  it('bounds what it keeps of a line without end', async () => {
    const found = await read(`${HEAD}${'9'.repeat(500_000)}\r\n${line('E,KWH,,00000100,1,202511030900,,1,')}`, 60_000);
    expect(found).toMatchObject([
      { kind: 'reject', code: 'line-too-long' },
      { kind: 'readings', line: 2 },
    ]);
    expect(found[0]!.raw).toHaveLength(2_048);
  });
});
