import { readCisFile, type CisTariffPeriod } from '@greenledger/meter-formats';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { MARK } from './channel-readings.js';
import { CIS_COLUMNS } from './cis-extract.js';
import { demoTown, type DemoTown } from './demo-town.js';
import { expectedReadings } from './expected-readings.js';

const END_DAY = '2026-11-23';
const ANA = 'C-100001';

interface Line {
  readonly file: string;
  readonly text: string;
  readonly fields: readonly string[];
  readonly sets: ReadonlyArray<{ readonly end: number; readonly flag: string; readonly value: string }>;
}

const STEP: Record<string, number> = { '00000015': 900, '00000100': 3_600, '00010000': 86_400 };
const seconds = (text: string) =>
  Date.UTC(+text.slice(0, 4), +text.slice(4, 6) - 1, +text.slice(6, 8), +text.slice(8, 10), +text.slice(10, 12)) / 1_000;

/** Reads a line by the written rules, independently of the code that wrote it. */
function readLine(file: string, text: string): Line {
  const fields = text.split(',');
  const step = STEP[fields[12]!]!;
  const sets = [];
  let end = Number.NaN;
  for (let at = 14; at + 2 < fields.length; at += 3) {
    end = fields[at] ? seconds(fields[at]!) : end + step;
    sets.push({ end, flag: fields[at + 1]!, value: fields[at + 2]! });
  }
  return { file, text, fields, sets };
}

describe('the demo town', () => {
  let town: DemoTown;
  let lines: Line[];

  beforeAll(() => {
    town = demoTown({ endDay: END_DAY });
    lines = town.meterFiles.flatMap(({ fileName, content }) =>
      content
        .split('\r\n')
        .slice(0, -1)
        .map((text) => readLine(fileName, text)),
    );
  });

  it('has 25 homes and 5 businesses, three roofs with solar, and about 430,000 readings', () => {
    const electric = town.servicePoints.filter(({ kind }) => kind === 'electric');
    expect(electric.filter(({ business }) => !business)).toHaveLength(25);
    expect(electric.filter(({ business }) => business)).toHaveLength(5);
    expect(town.channels.filter(({ unit }) => unit === 'GKWH')).toHaveLength(3);
    const sets = lines.filter(({ file }) => !file.includes('correction')).reduce((sum, line) => sum + line.sets.length, 0);
    expect(sets).toBeGreaterThan(400_000);
    expect(sets).toBeLessThan(460_000);
    expect(sets).toBe(town.channels.reduce((sum, { marks }) => sum + marks.filter((mark) => mark !== MARK.unsent).length, 0));
  });

  it('covers 13 months with the days of 23 and 25 hours of each clock change in them', () => {
    const odd = town.days.map(({ day, start, end }) => ({ day, hours: (end - start) / 3_600 })).filter(({ hours }) => hours !== 24);
    expect(odd).toEqual([
      { day: '2025-11-02', hours: 25 },
      { day: '2026-03-08', hours: 23 },
      { day: '2026-11-01', hours: 25 },
    ]);
    expect([town.days[0]!.day, town.days.at(-1)!.day]).toEqual(['2025-10-23', '2026-11-22']);
    const setsOf = (end: string) => lines.find(({ fields }) => fields[7] === 'EM10010001' && fields[14] === end)!.sets.length;
    expect([setsOf('202511020800'), setsOf('202603080900'), setsOf('202603090800')]).toEqual([25, 23, 24]);
  });

  it('gives the same bytes again, and others for another seed', () => {
    const digest = (made: DemoTown) =>
      createHash('sha256')
        .update([made.cis, ...made.customerRecords, ...made.meterFiles].map(({ fileName, content }) => fileName + content).join())
        .digest('hex');
    expect(digest(demoTown({ endDay: END_DAY }))).toBe(digest(town));
    expect(digest(demoTown({ endDay: END_DAY, seed: 2 }))).not.toBe(digest(town));
  });

  it('follows the written rules of CMEP on every line', () => {
    for (const { content } of town.meterFiles) expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const { text, fields, sets } of lines) {
      const fits =
        fields[0] === 'MEPMD01' &&
        fields[7]!.length <= 12 &&
        text.length <= 2_048 &&
        sets.length <= 48 &&
        Number(fields[13]) === sets.length;
      if (!fits || !/^\d{12}$/.test(fields[14]!)) throw new Error(`breaks a rule: ${text}`);
    }
  });

  it('sends every interval once, then corrects 30 of them with a newer time stamp', () => {
    const seen = new Map<string, string>();
    let corrected = 0;
    for (const { file, fields, sets } of lines) {
      for (const { end, flag } of sets) {
        const key = `${fields[7]} ${fields[10]} ${end}`;
        const earlier = seen.get(key);
        if (file.includes('correction')) {
          expect(earlier! < fields[6]!).toBe(true);
          expect(flag).toBe('');
          corrected++;
        } else if (earlier) throw new Error(`sent twice: ${key}`);
        seen.set(key, fields[6]!);
      }
    }
    expect(corrected).toBe(30);
  });

  it('adds up, in the files as written, to what a customer is expected to receive', () => {
    const values = new Map<string, number>();
    for (const { fields, sets } of lines.filter(({ fields }) => /^[EG]M1001/.test(fields[7]!))) {
      for (const { end, value } of sets) values.set(`${fields[10]} ${end}`, Math.round(Number(value) * 1_000));
    }
    const sum = (unit: string) => [...values].filter(([key]) => key.startsWith(`${unit} `)).reduce((total, [, value]) => total + value, 0);
    const expected = expectedReadings(town, ANA);
    expect(expected.readings).toBe(values.size);
    expect(expected.withoutValue).toBe(0);
    expect(expected.sums).toEqual({ KWH: sum('KWH'), GKWH: sum('GKWH'), THERM: sum('THERM') });
  });

  it('has an estimated stretch, eight intervals without value and a stretch that was never sent', () => {
    const flags = (meter: string) =>
      lines
        .filter(({ fields, file }) => fields[7] === meter && fields[10] === 'KWH' && !file.includes('correction'))
        .flatMap(({ sets }) => sets.map(({ flag }) => flag));
    expect(flags('EM10010001').filter((flag) => flag === 'E')).toHaveLength(30);
    expect(flags('EM10030001').filter((flag) => flag === 'N')).toHaveLength(8);
    expect(flags('EM10010001').length - flags('EM10040001').length).toBe(48);
  });

  it('has a CIS extract with a change of holder and a change of meter', () => {
    const [header, ...rows] = town.cis.content.trimEnd().split('\r\n');
    expect(header).toBe(CIS_COLUMNS.join(','));
    const at = (needle: string) => rows.filter((row) => row.includes(needle));
    expect(at('SP-1012E')).toHaveLength(2);
    expect(at('SP-1012E')[0]).toContain('Thomas Ward');
    expect(at('SP-1012E')[1]).toContain('Grace Kim');
    expect(at('SP-1017E')).toHaveLength(2);
    expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(31);
    const sent = new Set(lines.map(({ fields }) => fields[7]));
    expect([...sent].filter((meter) => at(`,${meter},`).length === 0)).toEqual([]);
  });

  it('has a calendar for each electric rate, which is read without a fault and says a time of use and a price at all hours', async () => {
    const { fileName, content } = town.customerRecords.find((file) => file.fileName.includes('tariffs'))!;
    const bytes = (async function* () {
      yield new TextEncoder().encode(content);
    })();
    const periods: CisTariffPeriod[] = [];
    for await (const line of readCisFile('csv', bytes, { timeZone: 'America/Los_Angeles', locale: 'en' })) {
      if (line.kind === 'header') continue;
      expect([fileName, line.kind]).toEqual([fileName, 'tariff-period']);
      periods.push(line as CisTariffPeriod & { position: number });
    }
    const rates = new Set(town.servicePoints.filter(({ kind }) => kind === 'electric').map(({ tariff }) => tariff));
    expect(new Set(periods.map(({ tariff }) => tariff))).toEqual(rates);
    expect(periods.every(({ price }) => price !== null)).toBe(true);
    for (const tariff of rates)
      expect(
        periods.some((each) => each.tariff === tariff && each.months.length === 0 && each.fromMinute === 0 && each.toMinute === 1_440),
      ).toBe(true);
  });

  it('bills what it sends: each bill adds up, lies within its agreement, and counts the readings of its month', () => {
    const rows = town.customerRecords
      .find(({ fileName }) => fileName.includes('bills'))!
      .content.trimEnd()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(','));
    const byBill = new Map<string, string[][]>();
    for (const row of rows) byBill.set(row[0]!, [...(byBill.get(row[0]!) ?? []), row]);
    const openMonths = 12;
    expect(byBill.size).toBeGreaterThan(45 * openMonths - 30);
    for (const bill of byBill.values()) {
      const sum = bill.reduce((total, row) => total + Math.round(Number(row[16]) * 100), 0);
      expect(sum).toBe(Math.round(Number(bill[0]![9]) * 100));
    }
    const ana = [...byBill.values()].find(([row]) => row![2] === 'SP-1001E' && row![3] === '2026-03-01')![0]!;
    const { channels, days } = town;
    const channel = channels.find(({ point, unit }) => point.number === 'SP-1001E' && unit === 'KWH')!;
    const bounds = ['2026-03-01', '2026-04-01'].map((day) => days.find((one) => one.day === day)!.start);
    const used = [...channel.values.keys()]
      .filter((i) => channel.start + i * 3_600 >= bounds[0]! && channel.start + i * 3_600 < bounds[1]!)
      .reduce((total, i) => total + (channel.corrections.get(i) ?? channel.values[i]!), 0);
    expect(Math.round(Number(ana[11]) * 1_000)).toBe(used);
  });
});
