import { hrefs } from '../reader/read-feed.js';
import { childrenNamed, textAt } from '../reader/xml-tree.js';
import { entryRules } from './atom-rules.js';
import { eachEntry, type Rule } from './rule.js';

const UP = 'D006-D016';
const MR = 'D018-D030';
const LTP = 'D135-D143';

/** UsagePoint, MeterReading and LocalTimeParameters: that they are there and hang together. */
export const STRUCTURE_RULES: readonly Rule[] = [
  { tests: UP, block: 1, must: 'there is a UsagePoint', check: (feed) => (feed.of('UsagePoint').length > 0 ? [] : ['feed']) },
  ...entryRules('UsagePoint', UP, 1),
  eachEntry(
    'UsagePoint',
    { tests: UP, block: 1, must: 'UsagePoint: has ServiceCategory/kind' },
    ({ resource }) => !textAt(resource, 'ServiceCategory', 'kind'),
  ),
  eachEntry(
    'UsagePoint',
    { tests: UP, block: 1, must: 'UsagePoint: is related to exactly one LocalTimeParameters of the feed' },
    (entry, feed) => feed.targets(hrefs(entry, 'related'), 'LocalTimeParameters').length !== 1,
  ),
  eachEntry(
    'UsagePoint',
    { tests: UP, block: 1, must: 'UsagePoint: is related to the list of its MeterReadings' },
    (entry) => !hrefs(entry, 'related').some((href) => /\/MeterReading$/.test(href)),
  ),
  ...entryRules('MeterReading', MR, 4),
  eachEntry(
    'MeterReading',
    { tests: MR, block: 4, must: 'MeterReading: its up link is the list of one UsagePoint of the feed' },
    (entry, feed) => feed.of('UsagePoint').filter((point) => hrefs(point, 'related').includes(hrefs(entry, 'up')[0] ?? '')).length !== 1,
  ),
  eachEntry(
    'MeterReading',
    { tests: MR, block: 4, must: 'MeterReading: is related to exactly one ReadingType of the feed' },
    (entry, feed) => feed.targets(hrefs(entry, 'related'), 'ReadingType').length !== 1,
  ),
  eachEntry(
    'MeterReading',
    { tests: MR, block: 4, must: 'MeterReading: is related to exactly one list of IntervalBlocks' },
    (entry) => hrefs(entry, 'related').filter((href) => /\/IntervalBlock$/.test(href)).length !== 1,
  ),
  {
    tests: LTP,
    block: 1,
    must: 'there is a LocalTimeParameters',
    check: (feed) => (feed.of('LocalTimeParameters').length > 0 ? [] : ['feed']),
  },
  ...entryRules('LocalTimeParameters', LTP, 1),
  ...['dstEndRule', 'dstOffset', 'dstStartRule', 'tzOffset'].map((name) =>
    eachEntry(
      'LocalTimeParameters',
      { tests: LTP, block: 1, must: `LocalTimeParameters: has ${name}` },
      ({ resource }) => !textAt(resource, name),
    ),
  ),
];

/** Members that certification does not ask for (FB 99). */
export const UNCERTIFIED_RULES: readonly Rule[] = [
  uncertified('D005', 'UsagePoint', 'status'),
  uncertified('D017', 'UsagePoint', 'roleFlags'),
  uncertified('D057', 'ReadingType', 'consumptionTier'),
  uncertified('D059', 'ReadingType', 'dataQualifier'),
  uncertified('D060', 'ReadingType', 'defaultQuality'),
  uncertified('D066', 'ReadingType', 'timeAttribute'),
  uncertified('D067', 'ReadingType', 'tou'),
  eachEntry(
    'IntervalBlock',
    { tests: 'D047', block: 99, must: 'IntervalReading: has ReadingQuality/quality' },
    ({ resource }) =>
      resource !== undefined && childrenNamed(resource, 'IntervalReading').some((reading) => !textAt(reading, 'ReadingQuality', 'quality')),
  ),
];

function uncertified(tests: string, kind: string, name: string): Rule {
  return eachEntry(kind, { tests, block: 99, must: `${kind}: has ${name}` }, ({ resource }) => !textAt(resource, name));
}
