import { describe, expect, it } from '@jest/globals';
import { type LineOfReadings, type LineReject, type NemLine, type NemOptions, type NemVersion, readNem } from '../index.js';

async function* inChunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function read(text: string, options?: NemOptions, version: NemVersion = 'NEM12', size = 1_000): Promise<NemLine[]> {
  const lines: NemLine[] = [];
  for await (const line of readNem(version, inChunks(text, size), options)) lines.push(line);
  return lines;
}
const codes = (lines: readonly NemLine[]): string[] => lines.map((line) => (line.kind === 'reject' ? line.code : line.kind));

const HEAD = '100,NEM12,202302241702,MDP,RET';
const METER = '200,VABD000163,E1Q1,1,E1,N1,METSER123,kWh,30,';
const VALUES = Array.from({ length: 48 }, (_, i) => `${i}.5`);
const day = (method: string, values = VALUES, date = '20230225'): string => `300,${date},${values.join(',')},${method},,,20230226120000,`;
const file = (...records: string[]): string => [HEAD, ...records, '900'].join('\r\n');
const inMeter = (...records: string[]): string => file(METER, ...records);
const change = (at: number, value: string): string[] => VALUES.map((each, i) => (i === at ? value : each));

describe('the NEM12 reader', () => {
  it('gives the same whatever the chunks are', async () => {
    const text = inMeter(day('V'), '400,1,20,A,,', '400,21,48,S14,1,', '500,O,S1,20230226,1', day('A', VALUES.slice(1)), day('E52'));
    const whole = await read(text);
    expect(codes(whole)).toEqual(['readings', 'note', 'interval-count-does-not-match', 'readings']);
    for (const size of [1, 2, 3, 64]) expect(await read(text, {}, 'NEM12', size)).toEqual(whole);
  });

  it('names the lines of a day with its 400 records, and gives each interval its own quality', async () => {
    const [found] = await read(inMeter(day('V', change(47, '')), '400,1,2,A,,', '400,3,46,S14,1,', '400,47,47,F17,1,', '400,48,48,N,,'));
    expect(found).toMatchObject({ kind: 'readings', line: 3, lastLine: 7, stream: 'E1' });
    const { readings } = found as LineOfReadings;
    expect([0, 1, 2, 45, 46].map((i) => readings[i]!.quality)).toEqual([17, 17, 8, 8, 9]);
    expect(readings[47]).toEqual({ start: Date.UTC(2023, 1, 25, 13, 30) / 1_000, value: null, quality: 16 });
  });

  it('lets 400 records speak for part of a day that is not of quality V', async () => {
    const [found] = await read(inMeter(day('A'), '400,5,6,S14,79,'));
    expect((found as LineOfReadings).readings.map(({ quality }) => quality).slice(3, 7)).toEqual([17, 8, 8, 17]);
  });

  it('takes no value from a null day, whatever is written', async () => {
    const [found] = await read(inMeter(day('N')));
    expect((found as LineOfReadings).readings.every(({ value, quality }) => value === null && quality === 16)).toBe(true);
  });

  it.each([
    ['Wh', 72, '3', 3],
    ['kWh', 72, '0.003', 3],
    ['MWH', 72, '0.000003', 3],
    ['VArh', 73, '3', 3],
    ['KVARH', 73, '0.003', 3],
    ['kW', 38, '0.003', 3],
    ['kVA', 61, '0.003', 3],
  ])('scales %s', async (unit, uom, written, value) => {
    const [found] = await read(
      file(
        METER.replace('kWh', unit),
        day(
          'A',
          change(0, written).map((each) => (each === written ? each : '0')),
        ),
      ),
    );
    expect(found).toMatchObject({ channel: { uom, powerOfTenMultiplier: 0 } });
    expect((found as LineOfReadings).readings[0]!.value).toBe(value);
  });

  it('holds thousandths of a Wh where the profile says that the sender writes them', async () => {
    const text = inMeter(day('A', change(0, '0.000001')));
    expect(codes(await read(text))).toEqual(['value-too-precise']);
    expect(await read(text, { powerOfTenMultiplier: -3 })).toMatchObject([
      { channel: { powerOfTenMultiplier: -3 }, readings: expect.arrayContaining([expect.objectContaining({ value: 1 })]) },
    ]);
  });

  it('takes clock and meter number from the profile', async () => {
    const of = async (options: NemOptions): Promise<unknown> => {
      const [found] = (await read(inMeter(day('A')), options)) as LineOfReadings[];
      return [found!.meterNumber, found!.readings[0]!.start];
    };
    const midnight = Date.UTC(2023, 1, 25) / 1_000;
    expect(await of({})).toEqual(['VABD000163', midnight - 36_000]);
    expect(await of({ utcOffset: 28_800, meterNumber: 'serial' })).toEqual(['METSER123', midnight - 28_800]);
    expect(await of({ meterNumber: 'nmi-suffix' })).toEqual(['VABD000163-E1', midnight - 36_000]);
  });

  it('has 48 half hours on the days when Melbourne changes its clocks: market time does not', async () => {
    for (const date of ['20231001', '20240407']) {
      const [found] = (await read(inMeter(day('A', VALUES, date)))) as LineOfReadings[];
      const starts = found!.readings.map(({ start }) => start);
      expect(starts.every((start, i) => i === 0 || start - starts[i - 1]! === 1_800)).toBe(true);
      expect(starts.at(-1)! - starts[0]!).toBe(47 * 1_800);
    }
  });

  it.each<[string, string[], string[]]>([
    ['a value that is none', [METER, day('A', change(7, 'x1'))], ['value-not-a-number']],
    ['an exponent', [METER, day('A', change(7, '1e3'))], ['value-not-a-number']],
    ['a negative value', [METER, day('A', change(7, '-1'))], ['value-negative']],
    ['a blank value', [METER, day('A', change(7, ''))], ['value-missing']],
    ['a value too large', [METER, day('A', change(7, '99999999999999'))], ['value-too-large']],
    ['a value too precise', [METER, day('A', change(7, '0.0001'))], ['value-too-precise']],
    ['a day that does not exist', [METER, day('A', VALUES, '20230229')], ['date-not-valid']],
    ['a quality that is none', [METER, day('X')], ['quality-method-not-valid']],
    ['an update time that is none', [METER, day('A').replace('20230226120000', '20230226250000')], ['date-time-not-valid']],
    ['V without 400 records', [METER, day('V')], ['interval-events-missing']],
    ['a hole between 400 records', [METER, day('V'), '400,1,4,A,,', '400,6,48,A,,'], ['interval-events-incomplete']],
    ['overlapping 400 records', [METER, day('V'), '400,1,4,A,,', '400,4,48,A,,'], ['interval-events-overlap']],
    ['a 400 record backwards', [METER, day('V'), '400,4,1,A,,'], ['interval-events-not-valid']],
    ['a 400 record beyond the day', [METER, day('V'), '400,1,49,A,,'], ['interval-events-not-valid']],
    ['V inside a 400 record', [METER, day('V'), '400,1,48,V,,'], ['quality-method-not-valid']],
    ['a 400 record without a day', [METER, '400,1,48,A,,'], ['interval-event-without-day']],
    ['a day without a meter', [day('A')], ['interval-data-without-meter']],
    ['an unknown suffix', [METER.replace(',E1,', ',Z1,'), day('A')], ['unknown-suffix', 'meter-record-refused']],
    ['a suffix that is none', [METER.replace(',E1,', ',,'), day('A')], ['suffix-not-valid', 'meter-record-refused']],
    ['an NMI that is none', [METER.replace('VABD000163', 'VABD 00163'), day('A')], ['nmi-not-valid', 'meter-record-refused']],
    ['no unit', [METER.replace('kWh', ''), day('A')], ['unit-missing', 'meter-record-refused']],
    ['an unknown unit', [METER.replace('kWh', 'kWhx'), day('A')], ['unknown-unit', 'meter-record-refused']],
    ['an interval length that is none', [METER.replace(',30,', ',7,'), day('A')], ['interval-length-not-valid', 'meter-record-refused']],
    ['a record of NEM13', [METER, '250,1', day('A')], ['record-does-not-fit-format', 'readings']],
    ['an unknown record', [METER, '999,1', day('A')], ['unknown-record-type', 'meter-record-refused']],
    ['a second header', [METER, day('A'), HEAD, METER, day('A')], ['readings', 'header-repeated', ...Array(3).fill('record-after-end')]],
    ['a record behind the end', [METER, day('A'), '900', METER], ['readings', 'record-after-end', 'record-after-end']],
    ['an open quote', [METER, day('A'), '"400', day('A')], ['interval-event-refused', 'quote-not-closed', 'meter-record-refused']],
  ])('refuses %s', async (_, records, expected) => {
    expect(codes(await read(file(...records)))).toEqual(expected);
  });

  it('never gives the days behind a garbled 200 record to the meter before it', async () => {
    for (const garbled of ['2O0,OTHER', '"200,OTHER', '200', `200,${'x'.repeat(20_000)}`, 'x']) {
      const lines = await read(inMeter(day('A'), garbled, day('A')));
      expect(lines.filter(({ kind }) => kind === 'readings').length).toBeLessThan(2);
    }
  });

  it('says with line, field, value and rule what is wrong in a 400 record', async () => {
    const [found] = await read(inMeter(day('V'), '400,1,4,A,,', '400,5,48,Q9,,'));
    expect(found).toMatchObject({
      kind: 'reject',
      line: 3,
      lastLine: 5,
      code: 'quality-method-not-valid',
      field: 'quality method of the 400 record in line 5',
      value: 'Q9',
      text: expect.stringMatching(/^The quality method is A, E, F, N, S or V.*is "Q9"$/),
      readings: { meterNumber: expect.any(String), channel: { intervalLength: 1_800 }, to: expect.any(Number) },
    });
    const { from, to } = (found as LineReject).readings!;
    expect(to - from).toBe(86_400);
  });

  it('loses only its last day where the file ends too early, and says so', async () => {
    const text = inMeter(day('A'), day('A', VALUES, '20230226'));
    const whole = text.indexOf('300,20230226');
    for (let length = whole + 1; length < text.length - 5; length += 3) {
      expect(codes(await read(text.slice(0, length)))).toEqual(['readings', expect.any(String), 'end-record-missing']);
    }
    expect(codes(await read(text.slice(0, whole)))).toEqual(['readings', 'end-record-missing']);
  });

  it.each([
    ['', /empty/],
    ['<feed/>', /something else/],
    ['100,NEM13,202302241702,MDP,RET\n', /not NEM12/],
    ['100,NEM12,2023022417,MDP,RET\n', /date-time/],
  ])('refuses the file %j before anything is taken', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

describe('the NEM13 reader', () => {
  const reads = (changes: Readonly<Record<number, string>> = {}): string => {
    const fields =
      '250,VABC005890,11,1,11,11,METSER123,E,006342.8,20031005093055,A,,,007654.9,20040107100333,A,,,1312.1,kWh,20040407,20040108100333,'.split(
        ',',
      );
    for (const [at, value] of Object.entries(changes)) fields[Number(at)] = value;
    return ['100,NEM13,200401101030,MDA1,Ret1', fields.join(','), '550,N,,A,', '900'].join('\r\n');
  };

  it.each<[string, Record<number, string>, string]>([
    ['the direction', { 7: 'X' }, 'direction-not-valid'],
    ['the order of the reads', { 14: '20031005093055' }, 'period-not-valid'],
    ['a read time', { 9: '20031305093055' }, 'date-time-not-valid'],
    ['a quality', { 15: 'V' }, 'quality-method-not-valid'],
    ['a blank read', { 13: '' }, 'value-missing'],
    ['a negative read', { 13: '-1' }, 'value-negative'],
    ['a quantity', { 18: 'x' }, 'value-not-a-number'],
    ['the unit', { 19: 'th' }, 'unknown-unit'],
  ])('judges %s', async (_, changes, code) => {
    expect(codes(await read(reads(changes), {}, 'NEM13'))).toEqual([code, 'note']);
  });

  it('takes a blank quantity where a read is null', async () => {
    const [line] = await read(reads({ 13: '', 15: 'N', 18: '' }), {}, 'NEM13');
    expect(line).toMatchObject({ readings: [{ value: 6_342_800 }, { value: null, quality: 16 }], quantity: { value: null, quality: 16 } });
  });
});
