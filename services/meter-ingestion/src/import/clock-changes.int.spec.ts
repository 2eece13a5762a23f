import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReadingBlocksImported, unpackBlock } from '@greenledger/contracts';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

/** Zone, and the hours of the days around its clock changes of 2025, written down from the zones' own rules. */
const ZONES: ReadonlyArray<readonly [zone: string, hoursOf: Readonly<Record<string, number>>]> = [
  ['America/Los_Angeles', { '2025-03-08': 24, '2025-03-09': 23, '2025-03-10': 24, '2025-11-01': 24, '2025-11-02': 25, '2025-11-03': 24 }],
  ['America/New_York', { '2025-03-09': 23, '2025-11-02': 25 }],
  ['Europe/Berlin', { '2025-03-29': 24, '2025-03-30': 23, '2025-10-26': 25, '2025-10-27': 24 }],
  ['Australia/Sydney', { '2025-04-06': 25, '2025-10-05': 23 }],
  // Half an hour, both ways.
  ['Australia/Lord_Howe', { '2025-04-06': 24.5, '2025-10-05': 23.5 }],
  ['Asia/Kolkata', { '2025-03-09': 24, '2025-11-02': 24 }],
];
const INTERVALS: ReadonlyArray<readonly [seconds: number, field: string]> = [
  [3_600, '00000100'],
  [900, '00000015'],
  [300, '00000005'],
];
/** UTC days from one before each change to one behind. */
const WINDOWS = [
  ['2025-03-07', 6],
  ['2025-03-28', 11],
  ['2025-10-03', 4],
  ['2025-10-24', 12],
] as const;

const stamp = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/[-:T]/g, '').slice(0, 12);
const dayNumber = (day: string): number => Date.parse(`${day}T00:00Z`) / 1_000;

/** CMEP lines of 24 sets; each value is the number of its interval since 2025-01-01 UTC, so every reading is told apart. */
function* lines(meter: string, step: number, field: string): Generator<string> {
  const origin = dayNumber('2025-01-01');
  for (const [from, days] of WINDOWS) {
    const [first, last] = [dayNumber(from), dayNumber(from) + days * 86_400];
    for (let t = first; t < last; t += 24 * step) {
      const sets = Array.from(
        { length: Math.min(24, (last - t) / step) },
        (_, i) => `${stamp(t + (i + 1) * step)},,${(t - origin) / step + i}`,
      );
      yield `MEPMD01,19970819,1,2,G,S,202512010000,${meter},OK,E,KWH,,${field},${sets.length},${sets.join(',')},\r\n`;
    }
  }
}

describe('clock changes', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    const rows = ZONES.flatMap(([zone], z) =>
      INTERVALS.map(
        ([step], i) =>
          `C${z}${i},Customer,,en,A${z}${i},G${z}${i},electric,2020-01-01,,SP${z}${i},1 Elm Street,95014,${zone},E-1,${zone}/${step},2020-01-01,`,
      ),
    );
    await service.settled((await service.upload('cis-extracts', extractOfRows(...rows))).importId);
  });
  afterAll(() => service.stop());

  it.each(ZONES.flatMap(([zone, hoursOf]) => INTERVALS.map(([step, field]) => [zone, step, field, hoursOf] as const)))(
    '%s, intervals of %i s: every reading once, in its local day, and the days as long as the zone makes them',
    async (zone, step, field, hoursOf) => {
      const { importId } = await service.upload('meter-files', [...lines(`${zone}/${step}`, step, field)].join(''));
      const view = await service.settled(importId);
      const total = WINDOWS.reduce((sum, [, days]) => sum + (days * 86_400) / step, 0);
      expect(view).toMatchObject({ state: 'published', lines: { rejected: 0 }, readings: total });
      const byDay = new Map<string, { start: number; value: number | null }[]>();
      for (const { type, data } of await service.log()) {
        if (type !== 'ReadingBlocksImported' || (data as { importId: string }).importId !== importId) continue;
        for (const { day, block } of (data as ReadingBlocksImported['data']).blocks) {
          byDay.set(day, [...(byDay.get(day) ?? []), ...unpackBlock(Buffer.from(block, 'base64')).readings]);
        }
      }
      const localDay = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
      const all = [...byDay].flatMap(([day, readings]) => readings.map((reading) => ({ day, ...reading })));
      expect(new Set(all.map(({ start }) => start)).size).toBe(total);
      const wrong = all.filter(
        ({ day, start, value }) => localDay.format(start * 1_000) !== day || value !== ((start - dayNumber('2025-01-01')) / step) * 1_000,
      );
      expect(wrong).toEqual([]);
      for (const [day, hours] of Object.entries(hoursOf)) {
        // An interval belongs to the day that it starts in: where a day is no whole number of intervals, one of its neighbours has one more.
        const count = byDay.get(day)!.length;
        expect([Math.floor((hours * 3_600) / step), Math.ceil((hours * 3_600) / step)]).toContain(count);
        expect(count === (hours * 3_600) / step || (hours * 3_600) % step !== 0).toBe(true);
      }
    },
  );
});
