import { describe, expect, it } from '@jest/globals';
import { checkFeed, findingText, RULES } from './check-feed.js';
import { SAMPLE_BLOCKS, SAMPLE_FEED } from './sample-feed.js';

const broken = (feed: string): string[] => checkFeed(feed, SAMPLE_BLOCKS).map(({ rule }) => rule.must);

/** The lines of the sample that can be left out by themselves; every rule must notice one of them, or a case below. */
const LINES = SAMPLE_FEED.split('\n');
const KINDS = [
  'UsagePoint',
  'MeterReading',
  'IntervalBlock',
  'ReadingType',
  'LocalTimeParameters',
  'UsageSummary',
  'ElectricPowerQualitySummary',
];

/** The sample without every entry of a kind. */
const without = (kind: string): string =>
  SAMPLE_FEED.replace(/<entry>[\s\S]*?<\/entry>/g, (entry) => (new RegExp(`<espi:${kind}[ />]`).test(entry) ? '' : entry));
/** The sample with its first entry of a kind standing twice. */
const twice = (kind: string): string => {
  const entry = SAMPLE_FEED.match(/<entry>[\s\S]*?<\/entry>/g)!.find((text) => new RegExp(`<espi:${kind}[ />]`).test(text))!;
  return SAMPLE_FEED.replace(entry, `${entry}\n${entry}`);
};
/** Changes numbers of the ReadingType of that path id. */
const retyped = (key: string, name: string, value: number): string =>
  SAMPLE_FEED.replace(/<entry>[\s\S]*?<\/entry>/g, (entry) =>
    entry.includes(`rel="self" href="https://utility.example/resource/ReadingType/${key}"`)
      ? entry.replace(new RegExp(`<espi:${name}>\\d+<`), `<espi:${name}>${value}<`)
      : entry,
  );

const CHANGES: Record<string, string> = {
  ...Object.fromEntries(KINDS.map((kind) => [`no ${kind}`, without(kind)])),
  ...Object.fromEntries(KINDS.map((kind) => [`${kind} twice`, twice(kind)])),
  'no entry': SAMPLE_FEED.replace(/<entry>[\s\S]*<\/entry>/, ''),
  'local time zone': SAMPLE_FEED.replace('<published>2026-01-01T00:00:00Z', '<published>2026-01-01T00:00:00-08:00'),
  'one more local time': SAMPLE_FEED.replace(
    'href="https://utility.example/resource/LocalTimeParameters/1"',
    'href="https://utility.example/resource/LocalTimeParameters/2"',
  ),
  'first reading late': SAMPLE_FEED.replace(
    '<espi:start>1767225600</espi:start>\n</espi:interval>',
    '<espi:start>1767225601</espi:start>\n</espi:interval>',
  ),
  'reading twice': SAMPLE_FEED.replace('<espi:start>1767229200</espi:start>', '<espi:start>1767225600</espi:start>'),
  'block twice': SAMPLE_FEED.replaceAll('1767232800', '1767225600'),
  'another list': SAMPLE_FEED.replace('MeterReading/forward/IntervalBlock"/>\n<title>', 'MeterReading/other/IntervalBlock"/>\n<title>'),
  'meter reading of nobody': SAMPLE_FEED.replace(
    /<link rel="up" href="[^"]*\/0\/MeterReading"\/>/,
    '<link rel="up" href="https://utility.example/none"/>',
  ),
  'reading type of nobody': SAMPLE_FEED.replace(/<link rel="related" href="[^"]*ReadingType\/net"\/>/, ''),
  'no electricity': retyped('forward', 'uom', 71),
  'no reverse': retyped('reverse', 'flowDirection', 18),
  'no net': retyped('net', 'kind', 13),
  'no register': retyped('register', 'uom', 38),
  'no watt': retyped('watt', 'uom', 1),
  'no va': retyped('va', 'uom', 1),
  'no var': retyped('var', 'uom', 1),
  'no gas': retyped('gas', 'uom', 72),
  'no water': retyped('water', 'kind', 12),
  'no temperature': retyped('temperature', 'uom', 5),
};

describe('the data tests of certification (D000 to D147)', () => {
  it('find nothing wrong with the sample', () => expect(broken(SAMPLE_FEED)).toEqual([]));

  it('each fail when what they ask for is missing or wrong', () => {
    const failed = new Set<string>(Object.values(CHANGES).flatMap(broken));
    const droppable = LINES.flatMap((line, i) => (/^<(espi:\w+>.*<\/espi:|id>|title>|published>|updated>|link )/.test(line) ? [i] : []));
    // A line that stands often is left out once, except in the summaries, where the same lines mean different members.
    const from = LINES.indexOf('<espi:UsageSummary>');
    const to = LINES.indexOf('</espi:ElectricPowerQualitySummary>');
    for (const at of droppable.filter((i) => (from < i && i < to) || LINES.indexOf(LINES[i]!) === i)) {
      for (const must of broken([...LINES.slice(0, at), ...LINES.slice(at + 1)].join('\n'))) failed.add(must);
    }
    // Titles, dates and links look alike in many entries: leave each out once of every kind.
    for (const kind of KINDS) {
      for (const part of [
        /<id>.*/,
        /<title>.*/,
        /<published>.*/,
        /<updated>.*/,
        /<link rel="self".*/,
        /<link rel="up".*/,
        /<link rel="related".*/,
      ]) {
        const text = SAMPLE_FEED.replace(/<entry>[\s\S]*?<\/entry>/g, (entry) =>
          new RegExp(`<espi:${kind}[ />]`).test(entry) ? entry.replace(part, '') : entry,
        );
        for (const must of broken(text)) failed.add(must);
      }
    }
    expect(RULES.map(({ must }) => must).filter((must) => !failed.has(must))).toEqual([]);
  });

  it('count only for the function blocks that are claimed', () => {
    expect(checkFeed(without('UsageSummary'), [5])).toEqual([]);
    expect(checkFeed(without('UsageSummary'), [16]).length).toBeGreaterThan(0);
  });

  it('say what broke and where', () => {
    const [finding] = checkFeed(CHANGES['reading twice']!, []).filter(({ rule }) => rule.tests === 'D145');
    expect(findingText(finding!)).toBe(
      'D145 (FB 4) readings are unique by start within a MeterReading: MeterReading https://utility.example/resource/Subscription/s/UsagePoint/0/MeterReading/forward',
    );
  });

  it('refuse what is no feed', () => {
    expect(() => checkFeed('<entry xmlns="http://www.w3.org/2005/Atom"/>', [])).toThrow('entry, not a feed');
    expect(() => checkFeed('<feed><id></feed>', [])).toThrow(/1:/);
    expect(() => checkFeed('<!DOCTYPE feed [<!ENTITY a "b">]><feed><title>&a;</title></feed>', [])).toThrow('entity');
  });
});
