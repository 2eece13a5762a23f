import { entryXml, intervalBlockXml } from '@greenledger/espi';

/** 3 March 2026, 17:00 in California. */
const START = 1_772_586_000;
const RESOURCE =
  'https://utility.example/DataCustodian/espi/1_1/resource/Subscription/0000/UsagePoint/0000/MeterReading/0000/IntervalBlock';

/** The readings of the sample table, written by the same code that writes the feed: what a company's computer receives. */
export function sampleDocument(): string {
  const readings = [842, 1310, 1104].map((value, hour) => ({ start: START + hour * 3600, value, quality: hour === 2 ? 8 : 17 }));
  const frame = {
    id: 'urn:uuid:00000000-0000-5000-8000-000000000000',
    links: [
      { rel: 'self', href: `${RESOURCE}/0000`, type: 'espi-entry/IntervalBlock' },
      { rel: 'up', href: RESOURCE, type: 'espi-feed/IntervalBlock' },
    ],
    title: '',
    published: START + 86_400,
    updated: START + 86_400,
  } as const;
  return entryXml(frame, intervalBlockXml(readings, 3600, 17)!).trim();
}
