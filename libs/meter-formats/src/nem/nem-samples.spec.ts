import { describe, expect, it } from '@jest/globals';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LineOfReadings, type NemLine, type NemOptions, type NemVersion, readNem, UnrecognizedFileError } from '../index.js';

const samples = process.env['METER_DATA_DIR'] ?? join(process.cwd(), '../shared/meter-data');
const present = existsSync(join(samples, 'nem12'));
if (!present) process.stderr.write(`The NEM samples are skipped: there is no ${samples}/nem12 (set METER_DATA_DIR)\n`);
const withSamples = present ? describe : describe.skip;

async function readFile(path: string, version: NemVersion = 'NEM12', options?: NemOptions): Promise<NemLine[]> {
  const lines: NemLine[] = [];
  for await (const line of readNem(version, createReadStream(join(samples, path)), options)) lines.push(line);
  return lines;
}
const readingsOf = (lines: readonly NemLine[]): LineOfReadings[] => lines.filter((line) => line.kind === 'readings');
const codes = (lines: readonly NemLine[]): string[] => lines.map((line) => (line.kind === 'reject' ? line.code : line.kind));

/** Per day: stream, interval length in minutes, sum in the channel's unit, count of each quality. */
function summary(lines: readonly NemLine[]): string[] {
  return readingsOf(lines).map(({ stream, channel, readings }) => {
    const count = new Map<number, number>();
    for (const { quality } of readings) count.set(quality, (count.get(quality) ?? 0) + 1);
    const sum = readings.reduce((total, { value }) => total + (value ?? 0), 0);
    return `${stream} ${channel.intervalLength / 60} ${sum} ${[...count].map(([quality, n]) => `${quality}:${n}`).join(' ')}`;
  });
}

withSamples('the NEM12 samples', () => {
  // Sums of the file's own columns, taken with awk; kWh in Wh.
  it.each<[string, number, string[], string[]]>([
    ['actual-interval', 0, ['E1 30 53328 17:48', 'Q1 30 106656 17:48'], []],
    ['upper-case-units', 0, ['E1 30 53328 17:48', 'Q1 30 106656 17:48'], []],
    ['aemo-scenario-01', 2, Array(4).fill('E1 15 144000 17:96').concat(Array(4).fill('E2 15 144000 17:96')), []],
    ['aemo-scenario-02', 0, ['E1', 'Q1', 'K1', 'B1'].flatMap((stream) => Array(4).fill(`${stream} 15 144000 8:96`)), []],
    ['aemo-scenario-04', 0, ['E1 15 129000 8:96', 'E1 15 144000 8:96', 'E1 15 144000 8:96'], []],
    ['aemo-scenario-05', 0, ['E1 15 144000 17:96', 'E1 15 144000 17:96', 'E1 30 72000 17:48', 'E1 30 72000 17:48'], []],
    ['aemo-scenario-08', 0, ['E1 15 144000 8:92 17:4', 'E1 15 144000 8:96'], []],
    ['multiple-quality', 0, ['E1 30 896990 8:44 17:4'], []],
    ['no-scheduled-read', 0, ['E1 15 5840 17:96'], []],
    ['western-power-padded-columns', 0, ['E1', 'B1', 'Q1', 'K1'].map((stream) => `${stream} 30 0 17:48`), []],
  ])('%s', async (name, notes, days) => {
    const lines = await readFile(`nem12/valid/${name}.csv`);
    expect(codes(lines).filter((code) => code !== 'readings' && code !== 'note')).toEqual([]);
    expect(codes(lines).filter((code) => code === 'note')).toHaveLength(notes);
    expect(summary(lines)).toEqual(days);
  });

  it('refuses nothing in any other valid file, but the stream whose suffix and unit nobody has declared', async () => {
    for (const file of readdirSync(join(samples, 'nem12/valid'))) {
      const rejects = (await readFile(`nem12/valid/${file}`)).filter(({ kind }) => kind === 'reject');
      expect([file, codes(rejects)]).toEqual([
        file,
        file === 'different-interval-length.csv' ? ['unknown-suffix', 'meter-record-refused'] : [],
      ]);
    }
  });

  it('reads that stream, too, when the source profile declares it', async () => {
    const suffixes = { V: { flowDirection: 0, unit: 'V' } };
    const lines = await readFile('nem12/valid/different-interval-length.csv', 'NEM12', { suffixes });
    expect(summary(lines)).toEqual(['E1 30 254000 17:48', 'E2 30 120000 17:48', expect.stringMatching(/^V1 10 \d+ 17:144$/)]);
    expect(readingsOf(lines)[2]).toMatchObject({ channel: { kind: 54, uom: 29, powerOfTenMultiplier: -3 } });
    expect(readingsOf(lines)[2]!.readings[0]!.value).toBe(239_130);
  });

  it('puts interval 1 at midnight of market time, ten hours ahead of UTC, and says when the day was last changed', async () => {
    const [day] = readingsOf(await readFile('nem12/valid/actual-interval.csv'));
    expect(day).toMatchObject({
      line: 3,
      meterNumber: 'VABD000163',
      stream: 'E1',
      channel: {
        commodity: 1,
        flowDirection: 1,
        accumulationBehaviour: 4,
        kind: 12,
        uom: 72,
        powerOfTenMultiplier: 0,
        intervalLength: 1_800,
      },
      fileTime: Date.UTC(2004, 1, 2, 2, 0, 25) / 1_000,
    });
    expect(day!.readings[0]!.start).toBe(Date.UTC(2004, 0, 31, 14) / 1_000);
    expect(day!.readings.at(-1)!.start).toBe(Date.UTC(2004, 1, 1, 13, 30) / 1_000);
  });

  it.each<[string, string[]]>([
    ['empty', ['file-without-readings']],
    ['incomplete-interval', ['interval-count-does-not-match', 'readings', 'readings', 'readings']],
    ['15min-200-30min-300', ['interval-count-does-not-match']],
    ['30min-200-15min-300', ['interval-count-does-not-match']],
    ['30min-200-15min-400', ['interval-count-does-not-match']],
    ['15min-200-30min-400', ['interval-events-incomplete']],
  ])('invalid/%s is refused for its fault', async (name, expected) => {
    expect(codes(await readFile(`nem12/invalid/${name}.csv`))).toEqual(expected);
  });

  it.each(['missing-header', 'powercor', 'powercor-missing-fields'])('invalid/%s: nothing is taken without the header', async (name) => {
    const reading = readFile(`nem12/invalid/${name}.csv`);
    await expect(reading).rejects.toBeInstanceOf(UnrecognizedFileError);
    await expect(reading).rejects.toThrow('begins with its 100 header record; this begins with a 200 record');
  });
});

withSamples('the NEM13 samples', () => {
  it('are read without a reject', async () => {
    for (const file of readdirSync(join(samples, 'nem13'))) {
      const lines = await readFile(`nem13/${file}`, 'NEM13');
      expect([file, codes(lines).filter((code) => code !== 'readings' && code !== 'note')]).toEqual([file, []]);
      expect(readingsOf(lines).length).toBeGreaterThan(0);
    }
  });

  it('gives the register reads and the quantity between them', async () => {
    const [line] = readingsOf(await readFile('nem13/consumption-data.csv', 'NEM13'));
    const [from, to] = [Date.UTC(2003, 9, 4, 23, 30, 55) / 1_000, Date.UTC(2004, 0, 7, 0, 3, 33) / 1_000];
    expect(line).toMatchObject({
      meterNumber: 'VABC005890',
      stream: '11',
      channel: { flowDirection: 1, accumulationBehaviour: 1, uom: 72, intervalLength: 0 },
      readings: [
        { start: from, value: 6_342_800, quality: 17 },
        { start: to, value: 7_654_900, quality: 17 },
      ],
      quantity: { start: from, end: to, value: 1_312_100, quality: 17 },
    });
  });

  it('knows generation, a register that rolled over, and estimates', async () => {
    const generation = readingsOf(await readFile('nem13/aemo-scenario-12.csv', 'NEM13'));
    expect(generation).toHaveLength(12);
    expect(generation[0]).toMatchObject({ channel: { flowDirection: 19 }, quantity: { value: -10_000 } });
    const [rolled] = readingsOf(await readFile('nem13/aemo-scenario-13.csv', 'NEM13'));
    expect(rolled).toMatchObject({ readings: [{ value: 999_999_999_999_000 }, { value: 9_000 }], quantity: { value: 10_000 } });
    const [estimate] = readingsOf(await readFile('nem13/forward-estimate.csv', 'NEM13'));
    expect(estimate).toMatchObject({ readings: [{ quality: 17 }, { quality: 8 }], quantity: { quality: 8 } });
  });
});
