import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  BEGINNING_BYTES,
  type CsvMapping,
  METER_FORMATS,
  type MeterFileLine,
  readMeterFile,
  recognizeFormat,
  UnrecognizedFileError,
} from '../index.js';

const root = process.env['SHARED_DIR'] ?? join(process.cwd(), '../shared');
const present = existsSync(join(root, 'meter-data'));
if (!present) process.stderr.write(`The real files are not told apart: there is no ${join(root, 'meter-data')} (set SHARED_DIR)\n`);
const of = (text: string, mapping?: CsvMapping): string => {
  const found = recognizeFormat(new TextEncoder().encode(text), mapping);
  return found.kind === 'format'
    ? found.format
    : found.kind === 'compressed'
      ? found.compression
      : found.kind === 'unrecognized'
        ? found.detail
        : found.kind;
};
const mapping: CsvMapping = {
  header: true,
  meterNumber: 'meter',
  time: { dateTime: 'time' },
  dateTimeFormat: 'YYYY-MM-DD HH:mm',
  timeZone: 'UTC',
  timeNames: 'start',
  value: 'kwh',
  channel: { commodity: 1, flowDirection: 1, unit: 'kWh', register: false, intervalLength: 3_600 },
};

describe('recognizeFormat', () => {
  it.each<[string, string]>([
    ['MEPMD01,19970819,', 'cmep'],
    ['\ufeff\r\nMEPMD02,', 'cmep'],
    ['100,NEM12,200405011135,MDA1,Ret1', 'nem12'],
    ['"100","NEM13"', 'nem13'],
    ['<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">', 'espi'],
    ['<ns0:IntervalBlock xmlns:ns0="http://naesb.org/espi">', 'espi'],
    [`<?xml version="1.0"?><!--${'='.repeat(5_000)}`, 'espi'],
    ['PK\u0003\u0004', 'zip'],
    ['customer_number,customer_name', 'cis-extract'],
  ])('%j', (text, expected) => expect(of(text)).toBe(expected));

  it('knows gzip, and CSV by its declared columns only', () => {
    expect(recognizeFormat(Uint8Array.of(0x1f, 0x8b, 8, 0))).toEqual({ kind: 'compressed', compression: 'gzip' });
    expect(of('time,meter,kwh\n', mapping)).toBe('csv');
    expect(of('time,meter,kwh\n')).toMatch(/CSV needs a declared mapping/);
    expect(of('time,meter\n', mapping)).toMatch(/no format that is read/);
  });

  it.each<[string, RegExp]>([
    ['', /empty/],
    ['\n200,VABD000163,E1Q1', /200 record of NEM12 or NEM13, but its 100 header record is missing/],
    ['<!DOCTYPE html><html>', /HTML/],
    ['<!DOCTYPE feed SYSTEM "x"><feed>', /DOCTYPE/],
    ['<a/>', /neither Atom nor ESPI/],
    ['hello\u0007', /begins with "hello\?"/],
  ])('says what %j is, and what to do', (text, detail) => expect(of(text)).toMatch(detail));

  it('never crashes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expect(recognizeFormat(bytes, mapping).kind).toBeDefined()));
  });

  (present ? it : it.skip)('tells the real files apart', () => {
    const formats = (folder: string): Set<string> =>
      new Set(
        readdirSync(join(root, 'meter-data', folder)).map((file) =>
          of(readFileSync(join(root, 'meter-data', folder, file), 'utf8').slice(0, BEGINNING_BYTES)),
        ),
      );
    expect(formats('cmep/synthetic/valid')).toEqual(new Set(['cmep']));
    expect(formats('nem12/valid')).toEqual(new Set(['nem12']));
    expect(formats('nem13')).toEqual(new Set(['nem13']));
    // Each has one file about customers.
    expect(formats('espi-pge')).toEqual(new Set(['espi', 'cis-extract']));
    expect(formats('espi-sce')).toEqual(new Set(['espi', 'cis-extract']));
  });
});

describe('readMeterFile', () => {
  const FILES: Readonly<Record<(typeof METER_FORMATS)[number], string>> = {
    cmep: 'MEPMD01,19970819,1,2,G,S,202511121200,M1,OK,E,KWH,,00000100,1,202511030900,,1,\r\n',
    nem12: `100,NEM12,202511121200,A,B\n200,N1,E1,1,E1,,,kWh,30,\n300,20251103,${'1,'.repeat(48)}A,,,,\n900\n`,
    nem13: '100,NEM13,202511121200,A,B\n250,N1,11,1,11,11,S,E,1,20251001000000,A,,,2,20251101000000,A,,,1,kWh,,,\n900\n',
    espi: '<x:IntervalBlock xmlns:x="http://naesb.org/espi"><x:IntervalReading/></x:IntervalBlock>',
    csv: 'meter,time,kwh\nM1,2025-11-03 00:00,1\n',
  };

  it.each(METER_FORMATS)('gives %s rising positions', async (format) => {
    const bytes = (async function* (): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(FILES[format].repeat(format === 'cmep' ? 3 : 1));
    })();
    const lines: MeterFileLine[] = [];
    for await (const line of readMeterFile(format, bytes, { csv: mapping, fileTime: 1_762_128_000 })) lines.push(line);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines[0]!.kind).toBe(format === 'espi' ? 'reject' : 'readings');
    lines.forEach(({ position }, i) => expect(position).toBeGreaterThan(lines[i - 1]?.position ?? 0));
  });

  it('reads no CSV without a mapping', () => {
    expect(() => readMeterFile('csv', (async function* () {})())).toThrow(UnrecognizedFileError);
  });
});
