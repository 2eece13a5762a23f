import { describe, expect, it } from '@jest/globals';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EspiLine, type LineOfReadings, readEspi, UnrecognizedFileError } from '../index.js';

const root = process.env['SHARED_DIR'] ?? join(process.cwd(), '../shared');
const present = existsSync(join(root, 'espi/samples')) && existsSync(join(root, 'meter-data/espi-pge'));
if (!present) process.stderr.write(`The ESPI samples are skipped: there is no ${root}/espi/samples (set SHARED_DIR)\n`);
const withSamples = present ? describe : describe.skip;

async function read(path: string): Promise<EspiLine[]> {
  const lines: EspiLine[] = [];
  // Some samples do not say when they were updated.
  for await (const line of readEspi(createReadStream(join(root, path)), { fileTime: 1_762_128_000 })) lines.push(line);
  return lines;
}
const readingsOf = (lines: readonly EspiLine[]): LineOfReadings[] => lines.filter((line) => line.kind === 'readings');
const codes = (lines: readonly EspiLine[]): string[] => lines.flatMap((line) => (line.kind === 'reject' ? [line.code] : []));

/** `meter stream commodity.flow.accumulation.kind.uom.multiplier.length: count sum`, one for each channel. */
function summary(lines: readonly EspiLine[]): string[] {
  const channels = new Map<string, { count: number; sum: number }>();
  for (const { meterNumber, stream, channel, readings } of readingsOf(lines)) {
    const { commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength } = channel;
    const type = [commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength].join('.');
    const key = `${meterNumber} ${stream} ${type}`;
    const total = channels.get(key) ?? { count: 0, sum: 0 };
    channels.set(key, { count: total.count + readings.length, sum: readings.reduce((sum, { value }) => sum + value!, total.sum) });
  }
  return [...channels].map(([key, { count, sum }]) => `${key}: ${count} ${sum}`);
}

/** Every IntervalReading value of a file, found without the reader. */
function valuesOf(path: string): number[] {
  const text = readFileSync(join(root, path), 'utf8').replace(/<!--[\s\S]*?-->/g, '');
  return [...text.matchAll(/<(?:\w+:)?IntervalReading[ >][\s\S]*?<(?:\w+:)?value>\s*(-?\d+)\s*<[\s\S]*?<\/(?:\w+:)?IntervalReading>/g)].map(
    ([, value]) => Number(value),
  );
}

withSamples('real ESPI files', () => {
  it.each<[string, string[]]>([
    // A literal \n between feed and first entry, everything in prefixes, one line.
    ['meter-data/espi-pge/BulkOneDay.xml', ['5391320451 TnpJNmJuVnNiRG96TmpBd09qRT06MQ== 1.1.4.12.72.-3.3600']],
    // The day the clocks go back: 24 and 25 hours.
    ['espi/samples/pge-self-access/2019-11-02.xml', ['5391320451 TnpJNmJuVnNiRG96TmpBd09qRT06MQ== 1.1.4.12.72.-3.3600']],
    ['meter-data/espi-sce/BulkSCEIntervalBlock.xml', ['NB6WRU 1101 1.1.4.12.72.0.900']],
    // Version 4.0.
    ['espi/samples/authored/usage-batch-hourly-dst-fall-back.xml', ['0a11 0b22 1.1.4.12.72.0.3600']],
    // ReadingType behind the blocks.
    ['espi/samples/sdk/12MonthlyUpdates.xml', ['01 01 1.1.4.12.72.0.86400']],
    // Blanks around numbers.
    ['espi/samples/sdk/tariff-1hrLP_32DaysNoCost.xml', ['01 01 1.1.4.12.72.0.3600']],
    // ServiceDeliveryPoint with a capital, several blocks in one content.
    ['espi/samples/hosted-utilities/Batch.xml', ['1669851 1669851-1725408000-1725321600_kwh_19 1.19.4.12.72.-3.900']],
    // No kind, commodity, intervalLength or accumulationBehaviour in the ReadingType.
    ['espi/samples/hosted-utilities/intervals_APUC000000_electric.xml', ['1402026 01 1.1.4.12.72.0.3600']],
  ])('%s: every reading, and nothing else', async (path, channels) => {
    const lines = await read(path);
    expect(codes(lines)).toEqual([]);
    const values = valuesOf(path);
    expect(values.length).toBeGreaterThan(20);
    const sum = values.reduce((total, value) => total + value, 0);
    expect(summary(lines)).toEqual([`${channels[0]}: ${values.length} ${sum}`]);
  });

  it('keeps the 25 hours of the day the clocks go back', async () => {
    const starts = readingsOf(await read('espi/samples/pge-self-access/2019-11-02.xml')).flatMap(({ readings }) =>
      readings.map(({ start }) => start),
    );
    expect(starts).toHaveLength(49);
    expect(starts.every((start, i) => i === 0 || start - starts[i - 1]! === 3_600)).toBe(true);
  });

  it('keeps apart the measurements and the customers of one file', async () => {
    const three = summary(await read('espi/samples/cmd-test-suite/threeusagepointsonecustomer.xml'));
    expect(three.map((line) => line.split(':')[0])).toEqual([
      '1 2 1.19.1.12.72.-5.0',
      '1 1 1.1.4.12.72.3.3600',
      '2 1 1.1.4.12.72.3.3600',
      '3 1 1.1.4.12.72.3.3600',
    ]);
    expect(new Set(summary(await read('espi/samples/sdk/1hrLP_32Days_Additional2_M.xml'))).size).toBe(10);
  });

  it('gives billing periods the length that they have', async () => {
    const months = readingsOf(await read('espi/samples/sdk/MonthlyOnlyElectricData.xml'));
    expect(months).toHaveLength(14);
    const days = new Set(months.map(({ channel }) => channel.intervalLength / 86_400));
    expect([...days].sort((a, b) => a - b)).toEqual([4, 28 + 23 / 24, 30, 31, 31 + 1 / 24]);
  });

  it.each<[string, string]>([
    ['espi/samples/hosted-utilities/gas_containerized.xml', 'date-time-not-valid'],
    ['espi/samples/verdigris/PGEIntervalBlock.xml', 'reading-type-unknown'],
    ['espi/samples/hosted-utilities/negative-BatchWithInvalidIntervalBlock.xml', 'file-without-readings'],
    ['espi/samples/hosted-utilities/negative-BatchWithoutContentForIntervalBlock.xml', 'file-without-readings'],
    ['meter-data/espi-pge/PGERetailCustomer.xml', 'file-without-readings'],
  ])('%s is refused: %s', async (path, code) => {
    const lines = await read(path);
    expect(readingsOf(lines)).toEqual([]);
    expect(new Set(codes(lines))).toEqual(new Set([code]));
  });

  it('takes either readings or rejects from every sample, never a reading that the file does not hold', async () => {
    let files = 0;
    for (const folder of [
      'meter-data/espi-pge',
      'meter-data/espi-sce',
      ...readdirSync(join(root, 'espi/samples')).map((each) => `espi/samples/${each}`),
    ]) {
      for (const file of readdirSync(join(root, folder)).filter((each) => each.endsWith('.xml'))) {
        const lines = await read(`${folder}/${file}`).catch((error: unknown) => {
          if (!(error instanceof UnrecognizedFileError)) throw error;
          return [];
        });
        const written = valuesOf(`${folder}/${file}`);
        const found = readingsOf(lines).flatMap(({ readings }) => readings.flatMap(({ value }) => value ?? []));
        expect([file, found.length <= written.length, found.every((value) => written.includes(value))]).toEqual([file, true, true]);
        expect([file, codes(lines).length > 0 || written.every((value) => found.includes(value))]).toEqual([file, true]);
        files++;
      }
    }
    expect(files).toBeGreaterThan(80);
  });
});
