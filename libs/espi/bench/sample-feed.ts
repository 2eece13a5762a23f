import {
  entryAround,
  entryXml,
  FEED_TAIL,
  feedHead,
  FixedText,
  METER_READING_XML,
  nameUuid,
  type PartedText,
  type ReadingColumns,
  relatedLink,
  selfLink,
  upLink,
  usagePointXml,
} from '@greenledger/espi';

/** What a feed is written to: the text around blocks, and blocks. */
export interface FeedTarget {
  text(text: string): void;
  block(head: PartedText, columns: ReadingColumns, tail: string): void;
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
const SUBSCRIPTION = `${BASE}/Subscription/${nameUuid('subscription')}`;
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
  readonly text: string;
  readonly blocks: readonly { readonly head: PartedText; readonly columns: ReadingColumns; readonly tail: string }[];
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
    for (const { text, blocks } of this.#parts) {
      target.text(text);
      for (const { head, columns, tail } of blocks) target.block(head, columns, tail);
    }
    target.text(FEED_TAIL);
  }
}

function part(usagePoint: number, { days, intervalLength }: FeedShape): Part {
  const up = `${SUBSCRIPTION}/UsagePoint`;
  const self = `${up}/${nameUuid(`up ${usagePoint}`)}`;
  const reading = `${self}/MeterReading/${nameUuid(`mr ${usagePoint}`)}`;
  const point = { title: 'Electric service', ...dates, id: `urn:uuid:${nameUuid(`up id ${usagePoint}`)}` };
  const meter = { title: 'Meter reading', ...dates, id: `urn:uuid:${nameUuid(`mr id ${usagePoint}`)}` };
  const text =
    entryXml(
      {
        ...point,
        links: [
          selfLink(self, 'espi-entry/UsagePoint'),
          upLink(up, 'espi-feed/UsagePoint'),
          relatedLink(`${self}/MeterReading`, 'espi-feed/MeterReading'),
          relatedLink(`${BASE}/LocalTimeParameters/${nameUuid('tz')}`, 'espi-entry/LocalTimeParameters'),
        ],
      },
      usagePointXml({ serviceKind: 0, status: 1, tariffProfile: null }),
    ) +
    entryXml(
      {
        ...meter,
        links: [
          selfLink(reading, 'espi-entry/MeterReading'),
          upLink(`${self}/MeterReading`, 'espi-feed/MeterReading'),
          relatedLink(`${reading}/IntervalBlock`, 'espi-feed/IntervalBlock'),
          relatedLink(`${BASE}/ReadingType/${nameUuid('type')}`, 'espi-entry/ReadingType'),
        ],
      },
      METER_READING_XML,
    );
  const links = [
    selfLink(`${reading}/IntervalBlock/\0`, 'espi-entry/IntervalBlock'),
    upLink(`${reading}/IntervalBlock`, 'espi-feed/IntervalBlock'),
  ] as const;
  const { head, tail } = entryAround({ id: '\0', links, title: 'Readings of \0', ...dates });
  const pieces = head.split(/\0|\ufffd/).map((piece) => new FixedText(piece));
  const blocks = Array.from({ length: days }, (_, day) => {
    const holes = [
      `urn:uuid:${nameUuid(`ib id ${usagePoint} ${day}`)}`,
      nameUuid(`ib ${usagePoint} ${day}`),
      new Date((FIRST + day * DAY) * 1_000).toISOString().slice(0, 10),
    ];
    return { head: { pieces, holes }, tail, columns: dayOf(usagePoint, day, intervalLength) };
  });
  return { text, blocks };
}
