import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESPI_REASONS, type EspiLine, readEspi, UnrecognizedFileError } from '../index.js';

const root = process.env['SHARED_DIR'] ?? join(process.cwd(), '../shared');
const own =
  '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:e="http://naesb.org/espi"><updated>2025-11-03T00:00:00Z</updated>\n' +
  '<entry><link rel="self" href="/MeterReading/1"/><link rel="related" href="/ReadingType/1"/><content><e:MeterReading/></content></entry>\n' +
  '<entry><link rel="self" href="/UsagePoint/1/MeterReading/1"/><link rel="related" href="/ReadingType/1"/><content><e:MeterReading/></content></entry>\n' +
  '<entry><link rel="self" href="/ReadingType/1"/><content><e:ReadingType><e:uom>72</e:uom><e:commodity>1</e:commodity><e:intervalLength>900</e:intervalLength>' +
  '</e:ReadingType></content></entry>\n<entry><link rel="up" href="/UsagePoint/1/MeterReading/1/IntervalBlock"/><content><e:IntervalBlock>\n' +
  '<e:IntervalReading><e:timePeriod><e:duration>900</e:duration><e:start>1762128000</e:start></e:timePeriod><e:value>7</e:value></e:IntervalReading>\n' +
  '<e:IntervalReading><e:ReadingQuality><e:quality>8</e:quality></e:ReadingQuality><e:timePeriod><e:start>1762128900</e:start></e:timePeriod><e:value>8</e:value>' +
  '</e:IntervalReading></e:IntervalBlock></content></entry></feed>';
const FILES = ['meter-data/espi-pge/BulkOneDay.xml', 'meter-data/espi-sce/BulkSCEIntervalBlock.xml', 'espi/samples/sdk/Electric.xml'];
const SEEDS = [own, ...FILES.map((file) => join(root, file)).flatMap((path) => (existsSync(path) ? [readFileSync(path, 'utf8')] : []))];

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 60 }),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      '<',
      '>',
      '</',
      '&lt;',
      '&x;',
      '"',
      '-',
      '.',
      '9999999999999',
      '<!--',
      '<![CDATA[',
      '<e:value>',
      '</e:value>',
      '\u0000',
      '<?x?>',
      '\n',
    ),
    fc.string({ maxLength: 8 }),
  ),
});

async function read(text: string): Promise<(EspiLine & { position: number })[]> {
  const found: (EspiLine & { position: number })[] = [];
  const bytes = new TextEncoder().encode(text);
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
  };
  try {
    for await (const line of readEspi(chunks())) found.push(line);
  } catch (error) {
    if (!(error instanceof UnrecognizedFileError)) throw error;
    expect(found).toEqual([]);
  }
  return found;
}

describe('mutated ESPI files', () => {
  it('never crash the reader, and every value and start stands in the lines that it is said to come from', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SEEDS), fc.array(mutation, { minLength: 1, maxLength: 4 }), async (seed, mutations) => {
        const text = mutations.reduce((mutated, { at, remove, insert }) => {
          const from = Math.floor(at * mutated.length);
          return mutated.slice(0, from) + insert + mutated.slice(from + remove);
        }, seed);
        const source = text.split('\n');
        let position = 0;
        for (const line of await read(text)) {
          expect(line.position).toBe(++position);
          if (line.kind === 'reject') expect(Object.keys(ESPI_REASONS)).toContain(line.code);
          if (line.kind !== 'readings') continue;
          const written = source
            .slice(line.line - 1, line.lastLine)
            .join('\n')
            .replace(/<!--[\s\S]*?-->|<!\[CDATA\[|\]\]>/g, '');
          for (const { value } of line.readings) if (value !== null) expect(written).toContain(String(value));
          expect(written).toContain(String(line.readings[0]!.start));
          line.readings.forEach(({ start }, i) => i > 0 && expect(start).toBeGreaterThan(line.readings[i - 1]!.start));
        }
      }),
      { numRuns: 800 },
    );
  });
});
