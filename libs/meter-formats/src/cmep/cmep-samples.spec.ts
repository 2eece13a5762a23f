import { describe, expect, it } from '@jest/globals';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitFields } from '../lines/split-fields.js';
import { type CmepLine, type LineOfReadings, readCmep } from '../index.js';
import { parseDateTime } from './date-times.js';

const samples = process.env['METER_DATA_DIR'] ?? join(process.cwd(), '../shared/meter-data');
const synthetic = join(samples, 'cmep/synthetic');
const present = existsSync(synthetic);
if (!present) process.stderr.write(`The CMEP samples are skipped: there is no ${synthetic} (set METER_DATA_DIR)\n`);
const withSamples = present ? describe : describe.skip;

async function readFile(path: string): Promise<CmepLine[]> {
  const lines: CmepLine[] = [];
  for await (const line of readCmep(createReadStream(path))) lines.push(line);
  return lines;
}
const readingsOf = (lines: readonly CmepLine[]): LineOfReadings[] => lines.filter((line) => line.kind === 'readings');

/** Rows of expected.csv; the unit word as uom, direction and register. */
interface Expected {
  file: string;
  meter: string;
  units: string;
  first: string;
  last: string;
  sets: number;
  sum: string;
}
const rows: Expected[] = present
  ? readFileSync(join(synthetic, 'expected.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((row) => {
        const [file, meter, units, first, last, sets, sum] = splitFields(row) as string[];
        return { file: file!, meter: meter!, units: units!, first: first!, last: last!, sets: Number(sets), sum: sum! };
      })
  : [];

const DIRECTION: Readonly<Record<string, number>> = { G: 19, S: 20, N: 4 };
function fits({ channel }: LineOfReadings, units: string): boolean {
  const register = units.endsWith('REG');
  const direction = /^[GSN](KWH|KVA|KVAR)/.test(units) ? DIRECTION[units[0]!] : 1;
  return channel.flowDirection === direction && (channel.accumulationBehaviour === 1) === register;
}

/** Wh per kWh and so on: what one written unit is in the channel's whole numbers. */
const SCALE: Readonly<Record<string, number>> = { KWH: 1_000, GKWH: 1_000, THERM: 1_000, PULSE: 1_000_000 };

withSamples('the CMEP samples', () => {
  it('has rows to compare with', () => expect(rows.length).toBeGreaterThan(10));

  it.each(rows.filter(({ file }) => !/mepmd02|resend/.test(file)))('$file, $units: as expected.csv says', async (row) => {
    const lines = await readFile(join(synthetic, row.file));
    expect(lines.filter(({ kind }) => kind === 'reject')).toEqual([]);
    const found = readingsOf(lines).filter((line) => line.meterNumber === row.meter && fits(line, row.units));
    const readings = found.flatMap((line) =>
      line.readings.map((reading) => ({ ...reading, end: reading.start + line.channel.intervalLength })),
    );
    expect(readings).toHaveLength(row.sets);
    expect(readings[0]!.end).toBe(parseDateTime(row.first));
    expect(readings.at(-1)!.end).toBe(parseDateTime(row.last));
    if (row.sum === 'n/a') return;
    const sum = readings.reduce((total, { value }) => total + (value ?? 0), 0);
    expect(sum).toBe(Math.round(Number(row.sum) * SCALE[row.units]!));
  });

  it('fills the gap of the first delivery by the second, which is younger', async () => {
    const first = readingsOf(await readFile(join(synthetic, 'valid/electric-raw-first-delivery.cmep')))[0]!;
    const second = readingsOf(await readFile(join(synthetic, 'valid/electric-resend-fills-gap.cmep')))[0]!;
    expect(second.fileTime).toBeGreaterThan(first.fileTime);
    expect(first.readings.filter(({ value }) => value === null)).toHaveLength(3);
    const day = new Map([...first.readings, ...second.readings].map(({ start, value }) => [start, value]));
    expect([...day.values()].reduce<number>((total, value) => total + value!, 0)).toBe(12_924);
  });

  it('counts the flags of every kind', async () => {
    const [line] = readingsOf(await readFile(join(synthetic, 'valid/electric-hourly-every-quality-flag.cmep')));
    const count = (quality: number): number => line!.readings.filter((reading) => reading.quality === quality).length;
    expect([count(17), count(8), count(7), count(14)]).toEqual([12, 4, 3, 3]);
    expect(line!.readings.filter(({ value }) => value === null)).toHaveLength(2);
  });

  it('takes no value from an overflow', async () => {
    const lines = readingsOf(await readFile(join(synthetic, 'valid/vendor-r0-quality-codes.cmep')));
    expect(lines.flatMap(({ readings }) => readings).filter(({ value }) => value === null)).toEqual([
      { start: parseDateTime('202511031200'), value: null, quality: 10 },
    ]);
  });

  it('leaves MEPMD02 for later, and says so', async () => {
    const lines = await readFile(join(synthetic, 'valid/electric-tou-mepmd02.cmep'));
    expect(lines.map((line) => line.kind === 'reject' && line.code)).toEqual([
      'record-type-not-handled-yet',
      'record-type-not-handled-yet',
    ]);
  });

  it('reads the real Sensus file, whose meter numbers stand in field 6', async () => {
    const lines = readingsOf(await readFile(join(samples, 'cmep/sensus-rni-register-reads.dat')));
    expect(lines.map(({ meterNumber, readings }) => [meterNumber, readings.length])).toEqual([
      ['B72842123', 25],
      ['B72842062', 25],
      ['B72842130', 25],
      ['BW23020', 25],
      ['E36525F12SD', 25],
    ]);
    expect(lines[4]!.readings.at(-1)).toEqual({ start: parseDateTime('201109210600'), value: 721_000, quality: 14 });
  });

  const FAULTS: Readonly<Record<string, readonly string[]>> = {
    'blank-date-time-without-interval': ['blank-date-time-without-interval'],
    'count-says-five-has-four': ['count-does-not-match'],
    'duplicate-interval-different-value': ['duplicate-interval'],
    'first-date-time-blank': ['first-date-time-blank'],
    'forty-nine-sets': ['too-many-sets'],
    'line-longer-than-2048': ['line-too-long'],
    'month-thirteen': ['date-time-not-valid'],
    'one-good-line-one-bad-line': ['readings', 'value-not-a-number'],
    'truncated-last-line': ['readings', 'truncated-line'],
    'unit-does-not-fit-commodity': ['unit-does-not-fit-commodity'],
    'unknown-commodity': ['unknown-commodity'],
    'unknown-quality-flag': ['unknown-quality-flag'],
    'unknown-record-type': ['unknown-record-type'],
    'value-not-a-number': ['value-not-a-number'],
  };
  const invalid = present ? readdirSync(join(synthetic, 'invalid')) : [];
  it.each(invalid)('invalid/%s is refused for its fault', async (file) => {
    const lines = await readFile(join(synthetic, 'invalid', file));
    expect(lines.map((line) => (line.kind === 'reject' ? line.code : 'readings'))).toEqual(FAULTS[file.replace('.cmep', '')]);
  });
});
