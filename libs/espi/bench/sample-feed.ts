import {
  entryAround,
  entryXml,
  FEED_TAIL,
  feedHead,
  METER_READING_XML,
  nameUuid,
  type PartedText,
  type ReadingColumns,
  relatedLink,
  selfLink,
  TextLayout,
  upLink,
  usagePointXml,
} from '@greenledger/espi';

/** What a feed is written to: the text around blocks, and blocks. */
export interface FeedTarget {
  text(text: string): void;
  parted(text: PartedText): void;
  block(head: PartedText, columns: ReadingColumns, tail: PartedText): void;
}

export interface FeedShape {
  readonly usagePoints: number;
  readonly days: number;
  /** Seconds. */
  readonly intervalLength: 900 | 3_600;
}

const DAY = 86_400;
/** 2025-11-04 08:00 UTC, midnight in Los Angeles. */
const FIRST = 1_762_243_200;
const BASE = 'https://utility.example/DataCustodian/espi/1_1/resource';
/** Stand for ids and days; private use characters, which stand nowhere else. */
const [ID, OTHER_ID, SUBSCRIPTION, POINT, READING] = ['\ue000', '\ue001', '\ue002', '\ue003', '\ue004'];
const PLACEHOLDERS = /[\ue000-\ue004]/g;
const dates = { published: FIRST, updated: FIRST };

/** The same readings in each run: noisy, two days in a hundred with an estimated stretch. Wh. */
function dayOf(usagePoint: number, day: number, intervalLength: number): ReadingColumns {
  const count = DAY / intervalLength;
  const starts = Array.from({ length: count }, (_, i) => FIRST + day * DAY + i * intervalLength);
  const qualities = new Array<number>(count).fill(17);
  if ((usagePoint * 31 + day) % 50 === 0) qualities.fill(8, 20, 23);
  const values = starts.map((start) => {
    let x = Math.imul(usagePoint + 1, 0x9e3779b1) ^ Math.imul(start / 900, 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 15), 0xc2b2ae35);
    return ((x >>> 16) % 2_000) * ((start / 3_600) % 24 < 6 ? 1 : 2);
  });
  return { count, intervalLength, starts, values, qualities, missing: new Array<number>(count).fill(0) };
}

interface Part {
  readonly entries: readonly PartedText[];
  readonly blocks: readonly { readonly head: PartedText; readonly columns: ReadingColumns; readonly tail: PartedText }[];
}

/** A feed as pieces that are made before the clock runs: what is measured is writing them. */
export class SampleFeed {
  readonly #parts: readonly Part[];

  constructor(readonly shape: FeedShape) {
    this.#parts = Array.from({ length: shape.usagePoints }, (_, i) => part(i, shape));
  }

  get readings(): number {
    const { usagePoints, days, intervalLength } = this.shape;
    return usagePoints * days * (DAY / intervalLength);
  }

  write(target: FeedTarget): void {
    target.text(
      feedHead({ id: `urn:uuid:${nameUuid('feed')}`, title: 'Feed', updated: FIRST, links: [selfLink(BASE, 'espi-feed/Batch')] }),
    );
    for (const { entries, blocks } of this.#parts) {
      for (const entry of entries) target.parted(entry);
      for (const { head, columns, tail } of blocks) target.block(head, columns, tail);
    }
    target.text(FEED_TAIL);
  }
}

const up = `${BASE}/Subscription/${SUBSCRIPTION}/UsagePoint`;
const point = `${up}/${POINT}`;
const reading = `${point}/MeterReading/${READING}`;
const USAGE_POINT = TextLayout.of(
  entryXml(
    {
      ...dates,
      id: `urn:uuid:${ID}`,
      title: 'Electric service',
      links: [
        selfLink(point, 'espi-entry/UsagePoint'),
        upLink(up, 'espi-feed/UsagePoint'),
        relatedLink(`${point}/MeterReading`, 'espi-feed/MeterReading'),
        relatedLink(`${BASE}/LocalTimeParameters/${nameUuid('tz')}`, 'espi-entry/LocalTimeParameters'),
      ],
    },
    usagePointXml({ serviceKind: 0, status: 1, tariffProfile: null }),
  ),
  PLACEHOLDERS,
);
const METER_READING = TextLayout.of(
  entryXml(
    {
      ...dates,
      id: `urn:uuid:${ID}`,
      title: 'Meter reading',
      links: [
        selfLink(reading, 'espi-entry/MeterReading'),
        upLink(`${point}/MeterReading`, 'espi-feed/MeterReading'),
        relatedLink(`${reading}/IntervalBlock`, 'espi-feed/IntervalBlock'),
        relatedLink(`${BASE}/ReadingType/${nameUuid('type')}`, 'espi-entry/ReadingType'),
      ],
    },
    METER_READING_XML,
  ),
  PLACEHOLDERS,
);
const BLOCK = entryAround({
  ...dates,
  id: `urn:uuid:${ID}`,
  title: `Readings of ${OTHER_ID}`,
  links: [
    selfLink(`${reading}/IntervalBlock/${OTHER_ID}`, 'espi-entry/IntervalBlock'),
    upLink(`${reading}/IntervalBlock`, 'espi-feed/IntervalBlock'),
  ],
});
const BLOCK_HEAD = TextLayout.of(BLOCK.head, PLACEHOLDERS);
const BLOCK_TAIL: PartedText = { layout: new TextLayout([BLOCK.tail]), holes: [] };

function part(usagePoint: number, { days, intervalLength }: FeedShape): Part {
  // In a bulk feed each usage point stands under an authorization of its own.
  const subscription = nameUuid(`subscription ${usagePoint}`);
  const path = nameUuid(`up ${usagePoint}`);
  const channel = [subscription, path, nameUuid(`mr ${usagePoint}`)];
  const entries: PartedText[] = [
    { layout: USAGE_POINT, holes: [nameUuid(`up id ${usagePoint}`), subscription, path, subscription, subscription, path] },
    { layout: METER_READING, holes: [nameUuid(`mr id ${usagePoint}`), ...channel, subscription, path, ...channel] },
  ];
  const blocks = Array.from({ length: days }, (_, day) => {
    const id = nameUuid(`ib id ${usagePoint} ${day}`);
    const date = new Date((FIRST + day * DAY) * 1_000).toISOString().slice(0, 10);
    const holes = [id, ...channel, nameUuid(`ib ${usagePoint} ${day}`), ...channel, date];
    return { head: { layout: BLOCK_HEAD, holes }, tail: BLOCK_TAIL, columns: dayOf(usagePoint, day, intervalLength) };
  });
  return { entries, blocks };
}
