import type { CsvMapping, MeterFormat } from '@greenledger/meter-formats';

/** 2025-11-03 00:00 UTC. */
const DAY_START = 1_762_128_000;
const kWh = (i: number): string => (i * 0.137).toFixed(3);
const hours = Array.from({ length: 24 }, (_, i) => i);

/** How the CSV file below is to be read. */
export const MAPPING: CsvMapping = {
  header: true,
  meterNumber: 'meter',
  time: { dateTime: 'time' },
  dateTimeFormat: 'YYYY-MM-DD HH:mm',
  timeZone: 'America/Los_Angeles',
  timeNames: 'start',
  value: 'kwh',
  channel: { commodity: 1, flowDirection: 1, unit: 'kWh', register: false, intervalLength: 3_600 },
};

/** A file of one day of many meters: hourly, half-hourly in NEM12, monthly reads in NEM13; and the readings it holds. */
export const FILES: Readonly<Record<MeterFormat, { readonly perMeter: number; lines(meters: number): Generator<string> }>> = {
  cmep: { perMeter: 24, lines: cmep },
  nem12: { perMeter: 48, lines: nem12 },
  nem13: { perMeter: 2, lines: nem13 },
  espi: { perMeter: 24, lines: espi },
  csv: { perMeter: 24, lines: csv },
};

function* cmep(meters: number): Generator<string> {
  const sets = hours.map((i) => `,,${kWh(i)}`).join(',');
  for (let m = 0; m < meters; m++) yield `MEPMD01,19970819,1,2,G,S,202511041200,M${m},OK,E,KWH,,00000100,24,202511030900${sets},\r\n`;
}

function* nem12(meters: number): Generator<string> {
  const values = Array.from({ length: 48 }, (_, i) => kWh(i)).join(',');
  yield '100,NEM12,202511041200,A,B\n';
  for (let m = 0; m < meters; m++) yield `200,N${m},E1,1,E1,,,kWh,30,\n300,20251103,${values},A,,,20251104120000,\n`;
  yield '900\n';
}

function* nem13(meters: number): Generator<string> {
  yield '100,NEM13,202511041200,A,B\n';
  for (let m = 0; m < meters; m++) yield `250,N${m},11,1,11,11,S,E,${m}.5,20251001000000,A,,,${m + 1}.5,20251101000000,A,,,1,kWh,,,\n`;
  yield '900\n';
}

function* espi(meters: number): Generator<string> {
  const type =
    '<ReadingType xmlns="http://naesb.org/espi"><uom>72</uom><commodity>1</commodity><intervalLength>3600</intervalLength></ReadingType>';
  yield '<feed xmlns="http://www.w3.org/2005/Atom"><updated>2025-11-04T00:00:00Z</updated>';
  yield `<entry><link rel="self" href="/ReadingType/1"/><content>${type}</content></entry>\n`;
  const readings = hours.map((i) => {
    const period = `<timePeriod><duration>3600</duration><start>${DAY_START + i * 3_600}</start></timePeriod>`;
    return `<IntervalReading><ReadingQuality><quality>17</quality></ReadingQuality>${period}<value>${i * 137}</value></IntervalReading>\n`;
  });
  for (let m = 0; m < meters; m++) {
    const self = `/UsagePoint/${m}/MeterReading/1`;
    const links = `<link rel="self" href="${self}"/><link rel="related" href="/ReadingType/1"/>`;
    yield `<entry>${links}<content><MeterReading xmlns="http://naesb.org/espi"/></content></entry>\n`;
    const block = `<IntervalBlock xmlns="http://naesb.org/espi">${readings.join('')}</IntervalBlock>`;
    yield `<entry><link rel="up" href="${self}/IntervalBlock"/><content>${block}</content></entry>\n`;
  }
  yield '</feed>';
}

function* csv(meters: number): Generator<string> {
  yield 'meter,time,kwh\n';
  for (let m = 0; m < meters; m++) for (const h of hours) yield `M${m},2025-11-03 ${String(h).padStart(2, '0')}:00,${kWh(h)}\n`;
}
