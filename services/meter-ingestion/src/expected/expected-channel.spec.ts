import { describe, expect, it } from '@jest/globals';
import { localDaysOf } from '../import/local-days.js';
import { expectedChannel, expectedOfDay, expectedState, speakingChannels } from './expected-channel.js';

const ALWAYS = [{ from: 0, to: null }];
const dayAt = (zone: string, iso: string): ReturnType<ReturnType<typeof localDaysOf>['at']> =>
  localDaysOf(zone).at(Date.parse(iso) / 1_000);
const HOURLY = '1.1.4.12.72.0.3600';

describe('what is expected of a local day', () => {
  it.each([
    ['America/Los_Angeles', '2026-03-08T20:00Z', 23],
    ['America/Los_Angeles', '2025-11-02T20:00Z', 25],
    ['Europe/Berlin', '2026-03-29T12:00Z', 23],
    ['Europe/Berlin', '2025-10-26T12:00Z', 25],
    ['Australia/Sydney', '2025-10-05T02:00Z', 23],
    ['Australia/Sydney', '2026-04-05T02:00Z', 25],
    ['Australia/Brisbane', '2025-10-05T02:00Z', 24],
    ['Asia/Kolkata', '2025-10-05T02:00Z', 24],
  ])('in %s at %s is %i hours of intervals', (zone, iso, hours) => {
    const day = dayAt(zone, iso);
    expect([3_600, 900, 300, 86_400].map((length) => expectedOfDay(day, ALWAYS, length))).toEqual([hours, hours * 4, hours * 12, 1]);
  });

  it('is less on the day a meter comes or goes, counted in whole intervals', () => {
    const day = dayAt('America/Los_Angeles', '2026-01-10T20:00Z');
    const noon = day.start + 12 * 3_600;
    expect(expectedOfDay(day, [{ from: noon + 600, to: null }], 3_600)).toBe(11);
    expect(expectedOfDay(day, [{ from: 0, to: noon + 600 }], 3_600)).toBe(12);
    expect(
      expectedOfDay(
        day,
        [
          { from: 0, to: noon },
          { from: noon, to: null },
        ],
        3_600,
      ),
    ).toBe(24);
    expect(expectedOfDay(day, [{ from: 0, to: noon }], 86_400)).toBe(0);
    expect(expectedOfDay(day, [], 3_600)).toBe(0);
  });
});

describe('expected beside received', () => {
  const days = ['2026-01-10T20:00Z', '2026-01-11T20:00Z'].map((iso) => dayAt('America/Los_Angeles', iso));
  const now = days[1]!.end + 3_600;

  it('names the days that lack readings, and the age of the newest', () => {
    const covered = [
      { day: '2026-01-10', values: 20 },
      { day: '2026-01-11', values: 24 },
    ];
    const channel = expectedChannel({ channel: HOURLY, newestStart: days[1]!.end - 3_600, days: covered }, days, ALWAYS, now);
    expect(channel).toMatchObject({ expected: 48, received: 44, gaps: [{ day: '2026-01-10', expected: 24, received: 20 }], age: 3_600 });
    expect(expectedState([channel], 7_200)).toBe('gaps');
    expect(expectedState([channel], 1_800)).toBe('overdue');
    expect(expectedState([], 1_800)).toBe('never');
  });

  it('expects no number of register reads, and nothing of a channel whose readings have moved to another interval', () => {
    const register = expectedChannel({ channel: '1.1.1.12.72.0.0', newestStart: now - 60, days: [] }, days, ALWAYS, now);
    expect([register.expected, register.age, expectedState([register], 3_600)]).toEqual([null, 60, 'complete']);
    const old = expectedChannel({ channel: HOURLY, newestStart: 0, days: [] }, days, ALWAYS, now);
    const quarter = { ...old, channel: '1.1.4.12.72.0.900', received: 192, gaps: [] };
    const generated = { ...old, channel: '1.19.4.12.72.0.3600' };
    expect(speakingChannels([old, quarter, generated])).toEqual([quarter, generated]);
  });
});
