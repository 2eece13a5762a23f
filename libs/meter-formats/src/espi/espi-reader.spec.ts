import { describe, expect, it } from '@jest/globals';
import { type EspiLine, type EspiOptions, type LineOfReadings, readEspi, UnrecognizedFileError } from '../index.js';

async function* inChunks(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}
type Numbered = EspiLine & { position: number };
async function read(text: string | Uint8Array, options?: EspiOptions, size = 50_000): Promise<Numbered[]> {
  const lines: Numbered[] = [];
  for await (const line of readEspi(inChunks(text, size), options)) lines.push(line);
  return lines;
}
const codes = (lines: readonly EspiLine[]): string[] => lines.map((line) => (line.kind === 'reject' ? line.code : line.kind));

const UP = 'https://dc.example/espi/1_1/resource/Subscription/9/UsagePoint/u1/MeterReading/m1';
const entry = (links: string, content: string, updated = '2025-11-03T00:00:00Z'): string =>
  `<entry>${links}<content>${content}</content><updated>${updated}</updated></entry>\n`;
const link = (rel: string, href: string): string => `<link rel="${rel}" href="${href}"/>`;
const espi = (name: string, inside: string): string => `<${name} xmlns="http://naesb.org/espi">${inside}</${name}>`;

const usagePoint = entry(link('self', UP.slice(0, -16)), espi('UsagePoint', '<ServiceCategory><kind>0</kind></ServiceCategory>'));
const meterReading = entry(link('self', UP) + link('related', '/espi/1_1/resource/ReadingType/t1'), espi('MeterReading', ''));
const TYPE =
  '<accumulationBehaviour>4</accumulationBehaviour><commodity>1</commodity><flowDirection>1</flowDirection><intervalLength>900</intervalLength>' +
  '<kind>12</kind><powerOfTenMultiplier>0</powerOfTenMultiplier><uom>72</uom>';
const readingType = (inside = TYPE): string =>
  entry(link('self', 'https://dc.example/espi/1_1/resource/ReadingType/t1/'), espi('ReadingType', inside));
const reading = (start: number | string, value: number | string, more = '', duration: number | string = 900): string =>
  `<IntervalReading>${more}<timePeriod><duration>${duration}</duration><start>${start}</start></timePeriod><value>${value}</value></IntervalReading>`;
const block = (inside: string, updated?: string): string =>
  entry(
    link('up', `${UP}/IntervalBlock`),
    espi('IntervalBlock', `<interval><duration>86400</duration><start>1762128000</start></interval>${inside}`),
    updated,
  );
const feed = (...entries: string[]): string =>
  `<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n${entries.join('')}</feed>`;
const whole = (inside: string, type = readingType()): string => feed(usagePoint, meterReading, type, block(inside));
const START = 1_762_128_000;
const quality = (...codesOf: (number | string)[]): string =>
  codesOf.map((code) => `<ReadingQuality><quality>${code}</quality></ReadingQuality>`).join('');

describe('the ESPI reader', () => {
  it('gives the readings of a block, with the lines it stands on', async () => {
    expect(await read(whole(reading(START, 250, quality(17)) + reading(START + 900, -5, quality(8))))).toEqual([
      {
        kind: 'readings',
        position: 1,
        line: 6,
        lastLine: 6,
        meterNumber: 'u1',
        stream: 'm1',
        channel: {
          commodity: 1,
          flowDirection: 1,
          accumulationBehaviour: 4,
          kind: 12,
          uom: 72,
          powerOfTenMultiplier: 0,
          intervalLength: 900,
        },
        fileTime: Date.UTC(2025, 10, 3) / 1_000,
        readings: [
          { start: START, value: 250, quality: 17 },
          { start: START + 900, value: -5, quality: 8 },
        ],
        raw: 'espi/1_1/resource/Subscription/9/UsagePoint/u1/MeterReading/m1/IntervalBlock',
      },
    ]);
  });

  it('gives the same whatever the chunks are, and wherever the ReadingType stands', async () => {
    const blocks = [block(reading(START, 1)), block(reading('x', 1)), block(reading(START + 900, 2))];
    const text = feed(usagePoint, meterReading, readingType(), ...blocks);
    const found = await read(text);
    expect(codes(found)).toEqual(['readings', 'reject', 'readings'].map((kind) => (kind === 'reject' ? 'date-time-not-valid' : kind)));
    expect(found.map(({ position }) => position)).toEqual([1, 2, 3]);
    for (const size of [1, 7, 333]) expect(await read(text, {}, size)).toEqual(found);
    const late = await read(feed(usagePoint, ...blocks, meterReading, readingType()));
    // A block that is refused whatever comes does not wait.
    expect(codes(late).sort()).toEqual(codes(found).sort());
    const values = (lines: readonly EspiLine[]): unknown[] => lines.flatMap((line) => (line.kind === 'readings' ? line.readings : []));
    expect(values(late)).toEqual(values(found));
  });

  it.each<[string, string, readonly object[]]>([
    ['milliseconds', reading(START * 1_000, 1, '', 900_000), [{ start: START, value: 1 }]],
    ['milliseconds with seconds beside them', reading(START * 1_000, 1, '', 900), [{ start: START, value: 1 }]],
    ['blanks around numbers', reading(`\n ${START} `, ' 1 ', '', ' 900 '), [{ start: START, value: 1 }]],
    ['a value with nothing behind its point', reading(START, '12.00'), [{ start: START, value: 12 }]],
    ['the worst of several qualities', reading(START, 1, quality(17, 8, 14)), [{ start: START, quality: 8 }]],
    ['no quality: raw', reading(START, 1), [{ start: START, quality: 14 }]],
    [
      'no value',
      '<IntervalReading><timePeriod><duration>900</duration><start>1762128000</start></timePeriod></IntervalReading>',
      [{ start: START, value: null, quality: 16 }],
    ],
    [
      'no timePeriod',
      '<IntervalReading><value>1</value></IntervalReading><IntervalReading><value>2</value></IntervalReading>',
      [
        { start: START, value: 1 },
        { start: START + 900, value: 2 },
      ],
    ],
    ['readings in any order', reading(START + 900, 2) + reading(START, 1), [{ start: START }, { start: START + 900 }]],
    ['the same interval twice', reading(START, 1) + reading(START, 1), [{ start: START, value: 1 }]],
    ['comments and CDATA', reading(START, '<!-- 5 --><![CDATA[1]]>'), [{ start: START, value: 1 }]],
  ])('reads %s', async (_, inside, readings) => {
    expect(await read(whole(inside))).toMatchObject([{ kind: 'readings', readings }]);
  });

  it('lets a local day of 23 or 25 hours be a day', async () => {
    const daily = readingType(TYPE.replace('900', '86400'));
    const found = await read(whole(reading(START, 1, '', 90_000) + reading(START + 90_000, 2, '', 82_800), daily));
    expect(found).toMatchObject([{ channel: { intervalLength: 86_400 }, readings: [{ value: 1 }, { value: 2 }] }]);
  });

  it('reads registers as moments', async () => {
    const register = readingType(TYPE.replace('<accumulationBehaviour>4', '<accumulationBehaviour>1'));
    expect(await read(whole(reading(START, 1, '', 0), register))).toMatchObject([
      { channel: { accumulationBehaviour: 1, intervalLength: 0 } },
    ]);
  });

  it.each<readonly [string, string, string, string]>([
    ['a start that is none', reading('2025-11-03', 1), 'date-time-not-valid', TYPE],
    ['half seconds', reading('1762128000.5', 1), 'date-time-not-valid', TYPE],
    ['a value that is none', reading(START, '1,000'), 'value-not-a-number', TYPE],
    ['a fraction', reading(START, '1.5'), 'value-too-precise', TYPE],
    ['more than 48 bits', reading(START, '140737488355329'), 'value-too-large', TYPE],
    ['a quality that is none', reading(START, 1, quality('VALID')), 'unknown-quality', TYPE],
    ['no duration at all', reading(START, 1, '', 0), 'interval-length-not-valid', TYPE],
    ['contradicting twins', reading(START, 1) + reading(START, 2), 'duplicate-interval', TYPE],
    ['an empty block', '', 'block-empty', TYPE],
    ['a ReadingType without unit', reading(START, 1), 'unit-missing', TYPE.replace('<uom>72</uom>', '')],
    ['a ReadingType with a word for a code', reading(START, 1), 'code-not-valid', TYPE.replace('72', 'Wh')],
    ['a ReadingType of unknown kind', reading(START, 1), 'kind-missing', '<uom>111</uom>'],
  ])('refuses %s', async (_, inside, code, type) => {
    expect(codes(await read(whole(inside, readingType(type))))).toEqual([code]);
  });

  it('names line and reading of a fault, and refuses the whole block', async () => {
    const [found] = await read(whole(`${reading(START, 1)}\n${reading(START + 900, 'x')}\n`));
    expect(found).toMatchObject({ line: 7, lastLine: 8, field: 'IntervalReading 2 value', value: 'x', code: 'value-not-a-number' });
    expect(found).toMatchObject({ text: 'A value is a whole number; IntervalReading 2 value is "x"' });
  });

  it('never guesses whose a block is', async () => {
    expect(codes(await read(feed(readingType(), block(reading(START, 1)))))).toEqual(['reading-type-unknown']);
    expect(codes(await read(feed(meterReading, readingType(), entry('', espi('IntervalBlock', reading(START, 1))))))).toEqual([
      'block-without-links',
    ]);
    const nobody = feed(meterReading, readingType(), block(reading(START, 1))).replaceAll('/UsagePoint/u1', '');
    expect(codes(await read(nobody))).toEqual(['block-without-usage-point']);
    expect(codes(await read(espi('IntervalBlock', reading(START, 1))))).toEqual(['block-without-links']);
    expect(codes(await read(whole(reading(START, 1)).replace(/<updated>[^<]*/g, '<updated>soon')))).toEqual(['updated-missing']);
    expect(codes(await read(feed(meterReading, readingType('<uom>72</uom>'), block(reading(START, 1)))))).toEqual(['commodity-missing']);
  });

  it.each([
    ['2025-11-03', Date.UTC(2025, 10, 3)],
    ['2025-11-03T01:02:03', Date.UTC(2025, 10, 3, 1, 2, 3)],
    ['2025-11-03T01:02:03.456-08:00', Date.UTC(2025, 10, 3, 9, 2, 3)],
  ])('reads the time stamp %s', async (updated, time) => {
    const [found] = await read(feed(usagePoint, meterReading, readingType(), block(reading(START, 1), updated)));
    expect((found as LineOfReadings).fileTime).toBe(time / 1_000);
  });

  it('does not let a block without ReadingType hold up the others', async () => {
    const orphan = block(reading(START, 1)).replace('/m1/', '/m2/');
    const found = await read(feed(usagePoint, meterReading, orphan, readingType(), block(reading(START, 2))));
    expect(codes(found)).toEqual(['readings', 'reading-type-unknown']);
  });

  it('says what else stands in the file', async () => {
    const summary = entry(link('self', 'x/UsageSummary/1'), espi('UsageSummary', '<billLastPeriod>1</billLastPeriod>'));
    expect(await read(feed(usagePoint, summary))).toMatchObject([
      { kind: 'note', text: 'UsageSummary: no interval readings', raw: 'x/UsageSummary/1' },
      { kind: 'reject', code: 'file-without-readings', line: 5 },
    ]);
  });

  describe('is not taken in by', () => {
    it.each<[string, string | Uint8Array, RegExp]>([
      ['a document type', '<!DOCTYPE feed SYSTEM "http://x.example/x.dtd"><feed xmlns="http://www.w3.org/2005/Atom"/>', /DOCTYPE/],
      ['entities', '<!DOCTYPE f [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><feed>&b;</feed>', /DOCTYPE/],
      ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><feed xmlns="http://www.w3.org/2005/Atom"/>', /UTF-8/],
      ['bytes that are no text', Uint8Array.of(60, 0xff, 0xfe), /no well-formed XML/],
      ['another root', '<html><body/></html>', /element html/],
      ['no XML', 'MEPMD01,19970819', /no well-formed XML/],
      ['nothing', '', /no well-formed XML/],
    ])('%s', async (_, text, message) => {
      await expect(read(text)).rejects.toThrow(message);
      await expect(read(text)).rejects.toBeInstanceOf(UnrecognizedFileError);
    });

    it('unknown entities, depth, and texts without end', async () => {
      expect(codes(await read(whole(reading(START, '&lol;'))))).toEqual(['xml-not-well-formed']);
      expect(codes(await read(feed('<a>'.repeat(100), '</a>'.repeat(100))))).toEqual(['xml-too-deep']);
      expect(codes(await read(feed(`<a>${'x'.repeat(3_000_000)}</a>`)))).toEqual(['xml-too-long']);
      expect(codes(await read(feed(`<!--${'x'.repeat(3_000_000)}-->`)))).toEqual(['xml-too-long']);
      expect(codes(await read(feed(`<a b="${'x'.repeat(3_000_000)}"/>`)))).toEqual(['xml-too-long']);
    });
  });

  it('does not lose a file to a byte that is no UTF-8, nor take one link for another', async () => {
    const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
    const title = whole(reading(START, 1)).replace('<feed xmlns="http://www.w3.org/2005/Atom">', '$&<title>Zo\u00eb</title>');
    expect(codes(await read(bytes(title)))).toEqual(['readings']);
    expect(codes(await read(bytes(whole(reading(START, '1\u00eb')))))).toEqual(['value-not-a-number']);
    const garbled = feed(
      usagePoint,
      meterReading.replace('/m1', '/m\u00eb'),
      readingType(),
      block(reading(START, 1)).replace('/m1', '/m\u00e9'),
    );
    expect(codes(await read(bytes(garbled)))).toEqual(['block-without-links']);
  });

  it('keeps what was complete where a file breaks off', async () => {
    const text = feed(usagePoint, meterReading, readingType(), block(reading(START, 1)), block(reading(START + 900, 2)));
    const second = text.lastIndexOf('<entry>');
    for (let length = second; length < text.length - 8; length += 11) {
      expect(codes(await read(text.slice(0, length)))).toEqual(['readings', 'xml-not-well-formed']);
    }
    expect(await read(text.slice(0, second))).toMatchObject([{ kind: 'readings' }, { kind: 'reject', line: 7 }]);
  });
});
