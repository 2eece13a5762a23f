import { hrefs, type ReadEntry } from '../reader/read-feed.js';
import { childrenNamed, numberAt, type XmlElement } from '../reader/xml-tree.js';
import { entryRules } from './atom-rules.js';
import { eachEntry, nameOf, repeated, type FeedIndex, type Rule } from './rule.js';

const IB = 'D031-D041';
const readings = ({ resource }: ReadEntry): readonly XmlElement[] => (resource ? childrenNamed(resource, 'IntervalReading') : []);
const isWhole = (value: number | undefined): boolean => Number.isInteger(value);

/** IntervalBlock and the readings in it. */
export const INTERVAL_RULES: readonly Rule[] = [
  ...entryRules('IntervalBlock', IB, 4),
  eachEntry(
    'IntervalBlock',
    { tests: IB, block: 4, must: 'IntervalBlock: its up link is the list of one MeterReading of the feed' },
    (entry, feed) => {
      const [up = ''] = hrefs(entry, 'up');
      return feed.of('MeterReading').filter((reading) => hrefs(reading, 'related').includes(up)).length !== 1;
    },
  ),
  eachEntry(
    'IntervalBlock',
    { tests: IB, block: 4, must: 'IntervalBlock: has interval/duration' },
    ({ resource }) => !isWhole(numberAt(resource, 'interval', 'duration')),
  ),
  eachEntry(
    'IntervalBlock',
    { tests: IB, block: 4, must: 'IntervalBlock: has interval/start' },
    ({ resource }) => !isWhole(numberAt(resource, 'interval', 'start')),
  ),
  eachEntry('IntervalBlock', { tests: 'D042', block: 4, must: 'IntervalBlock: its first reading starts where it starts' }, (entry) => {
    const [first] = readings(entry);
    return first !== undefined && startOf(first) !== numberAt(entry.resource, 'interval', 'start');
  }),
  eachEntry('IntervalBlock', { tests: 'D043', block: 12, must: 'IntervalReading: has cost' }, (entry) =>
    readings(entry).some((reading) => !isWhole(numberAt(reading, 'cost'))),
  ),
  eachEntry('IntervalBlock', { tests: 'D044', block: 4, must: 'IntervalReading: has timePeriod/duration' }, (entry) =>
    readings(entry).some((reading) => !isWhole(numberAt(reading, 'timePeriod', 'duration'))),
  ),
  eachEntry('IntervalBlock', { tests: 'D045', block: 4, must: 'IntervalReading: has timePeriod/start' }, (entry) =>
    readings(entry).some((reading) => !isWhole(startOf(reading))),
  ),
  eachEntry('IntervalBlock', { tests: 'D046', block: 4, must: 'IntervalReading: has value' }, (entry) =>
    readings(entry).some((reading) => !isWhole(numberAt(reading, 'value'))),
  ),
  perMeterReading('D145', 'readings are unique by start within a MeterReading', (blocks) => blocks.flatMap(readings).map(startOf)),
  perMeterReading('D146', 'blocks are unique by start within a MeterReading', (blocks) =>
    blocks.map(({ resource }) => numberAt(resource, 'interval', 'start')),
  ),
  eachEntry('IntervalBlock', { tests: 'own', block: 4, must: 'IntervalBlock: its readings lie within it, ascending' }, (entry) => {
    const start = numberAt(entry.resource, 'interval', 'start') ?? NaN;
    const end = start + (numberAt(entry.resource, 'interval', 'duration') ?? NaN);
    let last = -Infinity;
    return readings(entry).some((reading) => {
      const at = startOf(reading) ?? NaN;
      const inside = at > last && start <= at && at + (numberAt(reading, 'timePeriod', 'duration') ?? 0) <= end;
      last = at;
      return !inside;
    });
  }),
];

function perMeterReading(tests: string, must: string, starts: (blocks: readonly ReadEntry[]) => readonly (number | undefined)[]): Rule {
  const check = (feed: FeedIndex): string[] =>
    feed
      .of('MeterReading')
      .filter((reading) => repeated(starts(feed.members(hrefs(reading, 'related'), 'IntervalBlock'))).length > 0)
      .map(nameOf);
  return { tests, block: 4, must, check };
}

const startOf = (reading: XmlElement): number | undefined => numberAt(reading, 'timePeriod', 'start');
