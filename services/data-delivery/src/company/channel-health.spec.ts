import { localDayBounds } from '@greenledger/espi';
import { describe, expect, it } from '@jest/globals';
import { channelHealth, judgedDays, speakingChannels, type ChannelDays } from './channel-health.js';

const ZONE = 'America/Los_Angeles';
const HOURLY = '1.1.4.12.72.0.3600';
const ALWAYS = [{ start: 0, end: 4_000_000_000 }];
const NOON = localDayBounds(ZONE, '2025-11-05').start + 12 * 3600;

/** A day of hourly readings, of which the last are missing. */
const block = (day: string, readings: number): ChannelDays['blocks'][number] => {
  const { start } = localDayBounds(ZONE, day);
  return { day, readings, first: start, last: start + (readings - 1) * 3600 };
};

describe('the days that are judged', () => {
  it('are the last whole local days, the one of a clock change with its 25 hours', () => {
    const days = judgedDays(ZONE, NOON, 3, ALWAYS);
    expect(days.map(({ day, start, end }) => [day, (end - start) / 3600])).toEqual([
      ['2025-11-02', 25],
      ['2025-11-03', 24],
      ['2025-11-04', 24],
    ]);
  });

  it('lie within the authorization as a whole', () => {
    const { start } = localDayBounds(ZONE, '2025-11-03');
    expect(judgedDays(ZONE, NOON, 3, [{ start: start + 1, end: 4_000_000_000 }]).map(({ day }) => day)).toEqual(['2025-11-04']);
    expect(judgedDays(ZONE, NOON, 3, [])).toEqual([]);
  });
});

describe('the health of a channel', () => {
  const days = judgedDays(ZONE, NOON, 3, ALWAYS);

  it('tells received of expected, the days with gaps, and the end of the newest reading', () => {
    const blocks = [block('2025-11-01', 24), block('2025-11-02', 25), block('2025-11-04', 20), block('2025-11-05', 5)];
    expect(channelHealth({ readingTypeKey: HOURLY, blocks }, days)).toEqual({
      channel: HOURLY,
      intervalLength: 3600,
      expected: 73,
      received: 45,
      gaps: [
        { day: '2025-11-03', expected: 24, received: 0, noValue: 0 },
        { day: '2025-11-04', expected: 24, received: 20, noValue: 0 },
      ],
      newestEnd: localDayBounds(ZONE, '2025-11-05').start + 5 * 3600,
    });
  });

  it('expects nothing before the channel spoke, of registers, and of what never came', () => {
    const late = { ...block('2025-11-04', 24), first: localDayBounds(ZONE, '2025-11-04').start + 7200 };
    expect(channelHealth({ readingTypeKey: HOURLY, blocks: [late] }, days)).toMatchObject({ expected: 22, gaps: [] });
    expect(channelHealth({ readingTypeKey: '1.1.1.12.72.0.0', blocks: [late] }, days)).toMatchObject({ expected: null, gaps: [] });
    expect(channelHealth({ readingTypeKey: HOURLY, blocks: [] }, days)).toMatchObject({ expected: 0, received: 0, newestEnd: null });
  });

  it('expects one daily value of a day of 25 hours', () => {
    const daily = { readingTypeKey: '7.1.4.58.169.-3.86400', blocks: [{ ...block('2025-11-02', 1), readings: 1 }] };
    expect(channelHealth(daily, days)).toMatchObject({ expected: 3, received: 1 });
  });

  it('leaves out a channel whose readings have moved to another interval length', () => {
    const old = channelHealth({ readingTypeKey: HOURLY, blocks: [block('2025-10-01', 24)] }, days);
    const next = channelHealth({ readingTypeKey: '1.1.4.12.72.0.900', blocks: [block('2025-11-04', 20)] }, days);
    expect(speakingChannels([old, next])).toEqual([next]);
    expect(speakingChannels([old])).toEqual([old]);
  });
});
