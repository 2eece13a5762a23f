/**
 * A feed that fulfils every rule of every function block: the start of the tests, which break one rule at a time. Every
 * member stands on a line of its own.
 */
const BASE = 'https://utility.example/resource';
const POINTS = `${BASE}/Subscription/s/UsagePoint`;
const LOCAL_TIME = `${BASE}/LocalTimeParameters`;
const TYPES = `${BASE}/ReadingType`;

const id = (number: number): string => `urn:uuid:00000000-0000-5000-8000-${String(number).padStart(12, '0')}`;
let next = 0;

function entry(links: readonly (readonly [rel: string, href: string])[], payload: string): string {
  return `<entry>
<id>${id(++next)}</id>
${links.map(([rel, href]) => `<link rel="${rel}" href="${href}"/>`).join('\n')}
<title>An entry</title>
<published>2026-01-01T00:00:00Z</published>
<updated>2026-01-01T00:00:00.000Z</updated>
<content>
${payload}
</content>
</entry>`;
}

const element = (name: string, body: string | number): string => `<espi:${name}>${body}</espi:${name}>`;
const lines = (members: Record<string, number>): string =>
  Object.entries(members)
    .map(([name, value]) => element(name, value))
    .join('\n');

interface Channel {
  readonly key: string;
  readonly type: Record<string, number>;
}

const electricity = (key: string, type: Record<string, number>): Channel => ({
  key,
  type: { accumulationBehaviour: 4, commodity: 1, flowDirection: 1, kind: 12, phase: 769, uom: 72, ...type },
});
const CHANNELS: Record<number, readonly Channel[]> = {
  0: [
    electricity('forward', {}),
    electricity('reverse', { flowDirection: 19 }),
    electricity('net', { flowDirection: 4 }),
    electricity('register', { accumulationBehaviour: 1 }),
    electricity('watt', { accumulationBehaviour: 12, kind: 37, uom: 38 }),
    electricity('va', { accumulationBehaviour: 12, uom: 61 }),
    electricity('var', { accumulationBehaviour: 12, uom: 63 }),
    { key: 'temperature', type: { accumulationBehaviour: 12, commodity: 0, flowDirection: 0, kind: 46, uom: 6 } },
  ],
  1: [{ key: 'gas', type: { accumulationBehaviour: 4, commodity: 7, flowDirection: 1, kind: 12, uom: 169 } }],
  2: [{ key: 'water', type: { accumulationBehaviour: 4, commodity: 9, flowDirection: 1, kind: 58, uom: 128 } }],
};

const reading = (start: number): string =>
  `<espi:IntervalReading>\n<espi:cost>1</espi:cost>\n<espi:ReadingQuality><espi:quality>17</espi:quality></espi:ReadingQuality>
<espi:timePeriod>\n<espi:duration>3600</espi:duration>\n<espi:start>${start}</espi:start>\n</espi:timePeriod>\n<espi:value>5</espi:value>\n</espi:IntervalReading>`;

function block(list: string, name: string, start: number): string {
  const interval = `<espi:interval>\n<espi:duration>7200</espi:duration>\n<espi:start>${start}</espi:start>\n</espi:interval>`;
  return entry(
    [
      ['self', `${list}/${name}`],
      ['up', list],
    ],
    `<espi:IntervalBlock>\n${interval}\n${reading(start)}\n${reading(start + 3600)}\n</espi:IntervalBlock>`,
  );
}

function channel(point: string, { key, type }: Channel): string {
  const self = `${point}/MeterReading/${key}`;
  const numbers = {
    consumptionTier: 0,
    currency: 840,
    dataQualifier: 12,
    defaultQuality: 17,
    intervalLength: 3600,
    powerOfTenMultiplier: 0,
    timeAttribute: 0,
    tou: 0,
  };
  return [
    entry(
      [
        ['self', self],
        ['up', `${point}/MeterReading`],
        ['related', `${self}/IntervalBlock`],
        ['related', `${TYPES}/${key}`],
      ],
      '<espi:MeterReading/>',
    ),
    entry(
      [
        ['self', `${TYPES}/${key}`],
        ['up', TYPES],
      ],
      `<espi:ReadingType>\n${lines({ ...type, ...numbers })}\n</espi:ReadingType>`,
    ),
    block(`${self}/IntervalBlock`, 'first', 1_767_225_600),
    block(`${self}/IntervalBlock`, 'second', 1_767_232_800),
  ].join('\n');
}

const MEASURED = lines({ powerOfTenMultiplier: 0, timeStamp: 1_767_225_600, uom: 72, value: 1 });
const PERIOD = lines({ duration: 3600, start: 1_767_225_600 });

function summaries(point: string): string {
  const measured = [
    'overallConsumptionLastPeriod',
    'currentBillingPeriodOverAllConsumption',
    'currentDayOverallConsumption',
    'peakDemand',
    'previousDayOverallConsumption',
    'ratchetDemand',
  ];
  const usage = [
    element('billingPeriod', `\n${PERIOD}\n`),
    lines({ billLastPeriod: 1, billToDate: 1, costAdditionalLastPeriod: 1, currency: 840, qualityOfReading: 17, statusTimeStamp: 1 }),
    ...measured.map((name) => element(name, `\n${MEASURED}\n`)),
    element('ratchetDemandPeriod', `\n${PERIOD}\n`),
  ].join('\n');
  const counts = [
    'flickerPlt',
    'flickerPst',
    'harmonicVoltage',
    'longInterruptions',
    'mainsVoltage',
    'measurementProtocol',
    'powerFrequency',
    'rapidVoltageChanges',
    'shortInterruptions',
    'supplyVoltageDips',
    'supplyVoltageImbalance',
    'supplyVoltageVariations',
    'tempOvervoltage',
  ];
  const quality = `${lines(Object.fromEntries(counts.map((name) => [name, 1])))}\n${element('summaryInterval', `\n${PERIOD}\n`)}`;
  return [
    entry(
      [
        ['self', `${point}/UsageSummary/1`],
        ['up', `${point}/UsageSummary`],
      ],
      `<espi:UsageSummary>\n${usage}\n</espi:UsageSummary>`,
    ),
    entry(
      [
        ['self', `${point}/ElectricPowerQualitySummary/1`],
        ['up', `${point}/ElectricPowerQualitySummary`],
      ],
      `<espi:ElectricPowerQualitySummary>\n${quality}\n</espi:ElectricPowerQualitySummary>`,
    ),
  ].join('\n');
}

function usagePoint(kind: number): string {
  const self = `${POINTS}/${kind}`;
  const links = [
    ['self', self],
    ['up', POINTS],
    ['related', `${self}/MeterReading`],
    ['related', `${LOCAL_TIME}/1`],
  ] as const;
  const category = `<espi:ServiceCategory>\n<espi:kind>${kind}</espi:kind>\n</espi:ServiceCategory>`;
  const point = entry(
    links,
    `<espi:UsagePoint>\n<espi:roleFlags>00</espi:roleFlags>\n${category}\n<espi:status>1</espi:status>\n</espi:UsagePoint>`,
  );
  return [point, ...CHANNELS[kind]!.map((of) => channel(self, of)), ...(kind === 0 ? [summaries(self)] : [])].join('\n');
}

const LOCAL = entry(
  [
    ['self', `${LOCAL_TIME}/1`],
    ['up', LOCAL_TIME],
  ],
  `<espi:LocalTimeParameters>\n<espi:dstEndRule>B40E2000</espi:dstEndRule>\n<espi:dstOffset>3600</espi:dstOffset>
<espi:dstStartRule>360E2000</espi:dstStartRule>\n<espi:tzOffset>-28800</espi:tzOffset>\n</espi:LocalTimeParameters>`,
);

export const SAMPLE_FEED = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:espi="http://naesb.org/espi">
<id>${id(900)}</id>
<title>Green Button Usage Feed</title>
<updated>2026-01-01T00:00:00Z</updated>
<link rel="self" href="${BASE}/Batch/Subscription/s"/>
${[0, 1, 2].map(usagePoint).join('\n')}
${LOCAL}
</feed>`;

/** Function blocks that the sample fulfils. */
export const SAMPLE_BLOCKS = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 27, 28, 29, 99];
