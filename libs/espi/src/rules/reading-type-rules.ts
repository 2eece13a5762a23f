import { hrefs, type ReadEntry } from '../reader/read-feed.js';
import { numberAt } from '../reader/xml-tree.js';
import { entryRules } from './atom-rules.js';
import { eachEntry, type FeedIndex, type Rule } from './rule.js';

const RT = 'D048-D070';

/** ReadingType: what every one says of itself. */
export const READING_TYPE_RULES: readonly Rule[] = [
  { tests: RT, block: 4, must: 'there is a ReadingType', check: (feed) => (feed.of('ReadingType').length > 0 ? [] : ['feed']) },
  ...entryRules('ReadingType', RT, 4),
  eachEntry('ReadingType', { tests: RT, block: 4, must: 'ReadingType: a MeterReading refers to it' }, (entry, feed) => {
    const own = hrefs(entry, 'self');
    return !feed.of('MeterReading').some((reading) => hrefs(reading, 'related').some((href) => own.includes(href)));
  }),
  ...['intervalLength', 'kind', 'powerOfTenMultiplier', 'uom'].map((name) =>
    eachEntry(
      'ReadingType',
      { tests: RT, block: 4, must: `ReadingType: has ${name}` },
      ({ resource }) => !Number.isInteger(numberAt(resource, name)),
    ),
  ),
  eachEntry(
    'ReadingType',
    { tests: 'D058', block: 12, must: 'ReadingType: has currency' },
    ({ resource }) => !Number.isInteger(numberAt(resource, 'currency')),
  ),
];

type Numbers = Readonly<Record<string, readonly number[]>>;

const INTERVAL_ELECTRICITY: Numbers = { accumulationBehaviour: [4], commodity: [1], flowDirection: [1], kind: [12], uom: [72] };
const DEMAND = { accumulationBehaviour: [12], commodity: [1], flowDirection: [1] };

/** For each function block the ReadingTypes of which the feed must hold a MeterReading, under a UsagePoint of that service. */
const COMBINATIONS: readonly { block: number; tests: string; service: number; types: readonly Numbers[]; what: string }[] = [
  { block: 5, tests: 'D064 D078', service: 0, types: [INTERVAL_ELECTRICITY], what: 'interval electricity' },
  {
    block: 6,
    tests: 'D071-D073',
    service: 0,
    types: [
      { ...DEMAND, kind: [37], uom: [38] },
      { ...DEMAND, kind: [12], uom: [61] },
      { ...DEMAND, kind: [12], uom: [63] },
    ],
    what: 'demand in W, VA and VAr',
  },
  { block: 7, tests: 'D074', service: 0, types: [{ ...INTERVAL_ELECTRICITY, flowDirection: [4] }], what: 'net electricity' },
  {
    block: 8,
    tests: 'D076',
    service: 0,
    types: [INTERVAL_ELECTRICITY, { ...INTERVAL_ELECTRICITY, flowDirection: [19] }],
    what: 'forward and reverse electricity',
  },
  { block: 9, tests: 'D077', service: 0, types: [{ ...INTERVAL_ELECTRICITY, accumulationBehaviour: [1] }], what: 'register values' },
  {
    block: 10,
    tests: 'D079',
    service: 1,
    types: [{ accumulationBehaviour: [4], commodity: [7], flowDirection: [1], kind: [12, 58], uom: [31, 132, 169, 42, 119] }],
    what: 'interval gas',
  },
  {
    block: 11,
    tests: 'D080',
    service: 2,
    types: [{ accumulationBehaviour: [4], commodity: [9], flowDirection: [1], kind: [58], uom: [128, 119, 42] }],
    what: 'interval water',
  },
  { block: 29, tests: 'D147', service: 0, types: [{ kind: [46], uom: [6] }], what: 'temperature' },
];

const PHASE: Rule = eachEntry(
  'ReadingType',
  { tests: 'D064 D078', block: 5, must: 'ReadingType: one of commodity 1 carries phase' },
  ({ resource }) => numberAt(resource, 'commodity') === 1 && !Number.isInteger(numberAt(resource, 'phase')),
);

/** What a feed must hold when its data custodian claims a kind of measurement. */
export const COMBINATION_RULES: readonly Rule[] = [
  ...COMBINATIONS.flatMap(({ block, tests, service, types, what }) =>
    types.map((type, i): Rule => {
      const place = types.length > 1 ? ` (${i + 1} of ${types.length})` : '';
      const check = (feed: FeedIndex): string[] => (holds(feed, service, type) ? [] : ['feed']);
      return { tests, block, must: `there is a MeterReading of ${what}${place}`, check };
    }),
  ),
  PHASE,
];

function holds(feed: FeedIndex, service: number, type: Numbers): boolean {
  const fits = ({ resource }: ReadEntry): boolean =>
    Object.entries(type).every(([name, values]) => values.includes(numberAt(resource, name) ?? NaN));
  const points = feed.of('UsagePoint').filter(({ resource }) => numberAt(resource, 'ServiceCategory', 'kind') === service);
  const meterReadings = points.flatMap((point) => feed.members(hrefs(point, 'related'), 'MeterReading'));
  return meterReadings.some((reading) => feed.targets(hrefs(reading, 'related'), 'ReadingType').some(fits));
}
